import { Injectable } from '@nestjs/common';
import type { GroupSummary } from '@tocsin/shared/clustering';
import { maskText } from '@tocsin/shared/complaints';
import type { IncidentSummary } from '@tocsin/shared/incidents';
import type { GroupId, IncidentId } from '@tocsin/shared/kernel';
import { incidentStream, OVERVIEW, type NewEvent } from '@tocsin/shared/live';
import { EventLog, type Actor } from '../../../live/index.js';
import type { Tx } from '../../../platform/database/db.js';
import { Cases } from '../../complaints/index.js';
import { MovesRepository, toMove, type NewMove } from '../commands/moves.repository.js';
import { GroupPort } from '../ports.js';
import { GroupsRepository, type GroupRow } from './groups.repository.js';
import { MembersRepository, type Relocation } from './members.repository.js';
import { isOpenWord } from './title-words.js';

export type RegroupEvent = 'group.merged' | 'group.split' | 'group.moved' | 'group.locked' | 'group.unlocked';
/** What is told of a move: that it was made, or that it was taken back, which has a reason of its own or none. */
type Act = { type: RegroupEvent } | { type: 'group.move-undone'; reason: string | null };

const GROUPS_AT_ONCE = 100;

@Injectable()
export class RegroupTeller {
  constructor(
    private readonly events: EventLog,
    private readonly port: GroupPort,
  ) {}

  async regrouped(tx: Tx, actor: Actor, { type, ...what }: Announced & Act, touched: readonly IncidentId[]): Promise<void> {
    const ids = [...new Set(touched)].sort();
    const incidents = (await this.port.get()?.regrouped(tx, ids)) ?? [];
    await this.events.append(tx, actor, [OVERVIEW, ...ids.map(incidentStream)], { type, payload: { ...what, incidents } } as NewEvent);
    await this.forBrands(tx, actor, incidents);
  }

  async reclustered(
    tx: Tx,
    actor: Actor,
    what: ManyMoved,
    groups: readonly GroupSummary[],
    moves: readonly NewMove[],
    touched: readonly IncidentId[],
  ): Promise<void> {
    const incidents = (await this.port.get()?.regrouped(tx, touched)) ?? [];
    for (let i = 0; i < groups.length; i += GROUPS_AT_ONCE) {
      const payload = { ...what, groups: groups.slice(i, i + GROUPS_AT_ONCE), incidents: i === 0 ? incidents : [] };
      await this.events.append(tx, actor, [OVERVIEW], { type: 'group.reclustered', payload });
    }
    for (const incident of touched) {
      const own = moves.filter(({ fromIncident, intoIncident }) => fromIncident === incident || intoIncident === incident);
      const ids = new Set<string>(own.flatMap(({ from, into }) => (into === null ? [from] : [from, into])));
      const moved = new Set(own.flatMap(({ complaints }) => complaints)).size;
      const mine = groups.filter(({ id, incidentId }) => ids.has(id) || incidentId === incident).slice(0, GROUPS_AT_ONCE);
      const payload = { ...what, moved, groups: mine, incidents: incidents.filter(({ id }) => id === incident) };
      await this.events.append(tx, actor, [incidentStream(incident)], { type: 'group.reclustered', payload });
    }
    await this.forBrands(tx, actor, incidents);
  }

  /** Groups mix brands, and a move has two sides: readers of one brand are told how their own incident stands since, and no more. */
  private async forBrands(tx: Tx, actor: Actor, incidents: readonly IncidentSummary[]): Promise<void> {
    for (const incident of [...incidents].sort((a, b) => (a.id < b.id ? -1 : 1)))
      await this.events.appendForBrand(tx, actor, incident.id, { type: 'incident.regrouped', payload: { incident } });
  }
}

/** Moves complaints between groups with everything that hangs on them: the rows, the numbers, and word of it. */
@Injectable()
export class Regrouper {
  constructor(
    private readonly groups: GroupsRepository,
    private readonly members: MembersRepository,
    private readonly moves: MovesRepository,
    private readonly cases: Cases,
    private readonly tell: RegroupTeller,
  ) {}

  async relocate(tx: Tx, moved: readonly Relocation[], decidedBy: 'person' | null = 'person'): Promise<void> {
    if (moved.length === 0) return;
    const counted = await this.members.countMoved(tx, moved);
    await this.members.transfer(tx, moved);
    await this.cases.reassign(tx, moved, decidedBy);
    await this.groups.settle(tx, counted);
  }

  async record(tx: Tx, moves: readonly NewMove[], at: Date): Promise<void> {
    if (moves.length > 0) await this.moves.record(tx, moves, at);
  }

  /** Many moves at once: each stream is told of its groups in parts that stay readable, not of every single move. */
  async announceAll(tx: Tx, actor: Actor, what: ManyMoved, moves: readonly NewMove[]): Promise<void> {
    const touched = [...new Set(moves.flatMap(({ from, into }) => (into === null ? [from] : [from, into])))];
    const groups = await this.groups.many(tx, touched);
    const incidents = new Set(moves.flatMap(({ fromIncident, intoIncident }) => [fromIncident, intoIncident].flatMap((id) => id ?? [])));
    for (const { incident_id: id } of groups) if (id !== null) incidents.add(id);
    await this.tell.reclustered(tx, actor, what, groups.map(summaryOf), moves, [...incidents].sort());
  }

  /** Tells the overview and every incident on either side; answers what was told. */
  async announce(tx: Tx, actor: Actor, act: Act, moveId: NewMove['id'], also: readonly IncidentId[] = []): Promise<Announced> {
    const row = await this.moves.one(tx, moveId);
    if (!row) throw new Error(`move ${moveId} has no row`);
    const groups = await this.groups.many(tx, row.into_group === null ? [row.from_group] : [row.from_group, row.into_group]);
    const find = (id: GroupId | null): GroupSummary | null => {
      const group = groups.find((one) => one.id === id);
      return group ? summaryOf(group) : null;
    };
    const from = find(row.from_group);
    if (!from) throw new Error(`group ${row.from_group} has no row`);
    const announced = { move: toMove(row), from, into: find(row.into_group) };
    await this.tell.regrouped(tx, actor, { ...act, ...announced }, [...also, ...groups.flatMap((group) => group.incident_id ?? [])]);
    return announced;
  }
}

export interface ManyMoved {
  run: string;
  moved: number;
  reason: string;
}

export interface Announced {
  move: ReturnType<typeof toMove>;
  from: GroupSummary;
  into: GroupSummary | null;
}

export const summaryOf = (row: GroupRow): GroupSummary => ({
  id: row.id,
  title: maskText(row.title),
  terms: row.terms.map(({ term }) => term).filter(isOpenWord),
  posts: row.posts,
  complainants: row.complainants,
  firstAt: row.first_at.toISOString(),
  lastAt: row.last_at.toISOString(),
  incidentId: row.incident_id,
  locked: row.locked,
  mergedInto: row.merged_into,
  campaign: row.campaign,
  version: row.version,
});
