import type { EntryKind } from '@tocsin/shared/clustering';
import type { ComplaintId, GroupId, MoveId, ProblemCode, UserId } from '@tocsin/shared/kernel';

/** The version of the group that whoever decided has read. */
interface Seen {
  seen?: number | null;
}

/** What a person asks of the one writer of groups; `name` comes from an incident that a person took up, and nobody waits for it. */
export type GroupCommand =
  | ({ kind: 'merge'; from: GroupId; into: GroupId; reason: string } & Seen)
  | ({ kind: 'split'; from: GroupId; complaintIds: readonly ComplaintId[]; reason: string } & Seen)
  | ({ kind: 'move'; from: GroupId; into: GroupId; complaintIds: readonly ComplaintId[]; reason: string } & Seen)
  | ({ kind: 'lock'; group: GroupId; locked: boolean; reason: string } & Seen)
  | { kind: 'undo'; move: MoveId; reason: string | null }
  | { kind: 'object'; complaint: ComplaintId; object: { kind: EntryKind; name: string }; reason: string }
  | { kind: 'dictionary'; version: number }
  | { kind: 'name'; groups: readonly GroupId[]; named: boolean };

export interface CommandActor {
  kind: 'user' | 'key';
  id: string;
  userId: UserId | null;
  name: string;
}
export interface PendingCommand {
  id: string;
  command: GroupCommand;
  actor: CommandActor | null;
}
export type CommandAnswer = { ok: true; result: unknown } | { ok: false; code: ProblemCode; params: Record<string, unknown> };
