import type { EntryKind } from '@tocsin/shared/clustering';
import type { ComplaintId, GroupId, MoveId, ProblemCode, UserId } from '@tocsin/shared/kernel';

/** The version of the group that whoever decided has read. */
interface Seen {
  seen?: number | null;
}

export interface Shown {
  id: GroupId;
  version: number;
}
type MergeStep = { kind: 'merge'; from: GroupId; into: GroupId; reason: string } & Seen;
type SplitStep = { kind: 'split'; from: GroupId; complaintIds: readonly ComplaintId[]; reason: string } & Seen;
/** A merge that stays undone, or members that stay together. */
export type Refusal =
  { kind: 'merge'; from: GroupId; into: GroupId } | { kind: 'split'; from: GroupId; complaintIds: readonly ComplaintId[] };
/** What only the engine knows; an answer changes nothing. */
export type Question = { about: 'proposals' } | { about: 'themes' } | { about: 'why-not'; complaint: ComplaintId; group: GroupId };

/** What a person asks of the one writer of groups; `name` comes from an incident that a person took up, and nobody waits for it. */
export type GroupCommand =
  | MergeStep
  | SplitStep
  | ({ kind: 'move'; from: GroupId; into: GroupId; complaintIds: readonly ComplaintId[]; reason: string } & Seen)
  | ({ kind: 'lock'; group: GroupId; locked: boolean; reason: string } & Seen)
  | { kind: 'undo'; move: MoveId; reason: string | null }
  | { kind: 'object'; complaint: ComplaintId; object: { kind: EntryKind; name: string }; reason: string }
  | { kind: 'accept'; step: MergeStep | SplitStep; versions: readonly Shown[] }
  | { kind: 'refuse'; what: Refusal; versions: readonly Shown[]; reason: string }
  | { kind: 'ask'; question: Question }
  | { kind: 'dictionary'; version: number }
  | { kind: 'recluster'; run: string; fingerprint: string; reason: string }
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
