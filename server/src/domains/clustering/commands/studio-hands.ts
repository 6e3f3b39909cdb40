import { Injectable } from '@nestjs/common';
import type { ProposalRefused } from '@tocsin/shared/clustering';
import { newId, type GroupId } from '@tocsin/shared/kernel';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/db.js';
import { notFound, Problem } from '../../../platform/problems/index.js';
import type { Explanation, Proposal, Theme } from '../engine/index.js';
import { GroupsRepository } from '../groups/groups.repository.js';
import type { GroupCommand, Question, Shown } from './command.types.js';
import { byOf, unknownCommand, type Hand, type Seat } from './hand.js';
import { RefusalsRepository } from './refusals.repository.js';

type Ours<T> = Omit<T, 'groups'>;
/** The engine's answers with its groups by our names. */
export type ProposalSeen = Ours<Proposal> & { groups: GroupId[] };
export type ThemeSeen = Ours<Theme> & { groups: { groupId: GroupId; object: { kind: string; name: string } }[] };
export type WhyNotSeen = Explanation & { ours: GroupId };

/** What the engine proposes, and what becomes of it. A refusal is learnt: the engine neither does it by itself nor proposes it again. */
@Injectable()
export class StudioHands {
  constructor(
    private readonly clock: Clock,
    private readonly groups: GroupsRepository,
    private readonly refusals: RefusalsRepository,
  ) {}

  ask({ desk, names, ...seat }: Seat, question: Question): ProposalSeen[] | ThemeSeen[] | WhyNotSeen {
    if (question.about === 'proposals') return desk.proposals().map((one) => ({ ...one, groups: one.groups.map((id) => names.ours(id)) }));
    if (question.about === 'themes')
      return desk.themes().map((one) => ({
        ...one,
        groups: one.groups.map(({ groupId, object }) => ({
          groupId: names.ours(groupId),
          object: { kind: object.kind, name: object.name },
        })),
      }));
    if (question.about !== 'why-not') throw unknownCommand('ask', (question as { about?: unknown }).about);
    const found = desk.explainAgainst(question.complaint, names.engines(question.group));
    if (!found) throw new Problem('group/not-in-memory', { complaint: question.complaint, group: question.group, seq: seat.seq });
    return { ...found, ours: names.ours(found.groupId) };
  }

  async refuseStale(tx: Tx, versions: readonly Shown[]): Promise<void> {
    const rows = new Map(
      (
        await this.groups.many(
          tx,
          versions.map(({ id }) => id),
        )
      ).map((row) => [row.id, row]),
    );
    for (const { id, version } of versions) {
      const row = rows.get(id);
      if (!row) throw notFound();
      if (row.version !== version || row.merged_into !== null) throw new Problem('group/proposal-stale', { id, version: row.version });
    }
  }

  async refuse(hand: Hand, { what, versions, reason }: Extract<GroupCommand, { kind: 'refuse' }>): Promise<ProposalRefused> {
    const { tx, told, actor, trail } = hand;
    if (what.kind !== 'merge' && what.kind !== 'split') throw unknownCommand('refuse', (what as { kind?: unknown }).kind);
    await this.refuseStale(tx, versions);
    const id = newId(this.clock.ms());
    const into = what.kind === 'merge' ? what.into : null;
    const complaints = what.kind === 'split' ? what.complaintIds : [];
    const refusal = { id, kind: what.kind, group: what.from, other: into, complaints, reason, by: byOf(actor) };
    await this.refusals.write(tx, refusal, this.clock.now());
    const { names } = told.seat;
    if (into !== null) await told.tell(tx, { call: 'apart', a: names.engines(what.from), b: names.engines(into) });
    else await told.tell(tx, { call: 'whole', group: names.engines(what.from), ids: complaints });
    Object.assign(trail, { group: what.from, complaints, detail: { refusal: id, into, reason } });
    return { kind: what.kind, from: what.from, into };
  }
}
