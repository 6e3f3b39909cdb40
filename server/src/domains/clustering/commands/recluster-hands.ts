import { Injectable } from '@nestjs/common';
import type { ComplaintId, GroupId, IncidentId, MoveId } from '@tocsin/shared/kernel';
import { newId } from '@tocsin/shared/kernel';
import { Clock } from '../../../platform/clock/clock.js';
import { notFound, Problem } from '../../../platform/problems/index.js';
import { CheckpointRepository } from '../consumer/checkpoint.repository.js';
import { GroupsRepository, type GroupRow } from '../groups/groups.repository.js';
import type { Relocation } from '../groups/members.repository.js';
import { Regrouper } from '../groups/regrouper.js';
import { GroupPort } from '../ports.js';
import { PreviewRepository, type Step } from '../recluster/preview.repository.js';
import { RunsRepository } from '../recluster/runs.repository.js';
import { Staleness } from '../recluster/staleness.js';
import type { GroupCommand } from './command.types.js';
import { byOf, liveActor, type Hand } from './hand.js';
import type { NewMove } from './moves.repository.js';

/** Who decided it in the record of moves: a person accepted, and no single complaint is bound by it. */
export const RECLUSTER_REASON = 'recluster';

@Injectable()
export class ReclusterParts {
  constructor(
    readonly clock: Clock,
    readonly groups: GroupsRepository,
    readonly regrouper: Regrouper,
    readonly port: GroupPort,
    readonly runs: RunsRepository,
    readonly preview: PreviewRepository,
    readonly staleness: Staleness,
    readonly checkpoints: CheckpointRepository,
  ) {}
}

export interface Reclustered {
  moves: number;
  complaints: number;
}

/** Carries an accepted preview out: each difference an ordinary regrouping, with its move in the record, all in one transaction. */
@Injectable()
export class ReclusterHands {
  constructor(private readonly parts: ReclusterParts) {}

  async accept(hand: Hand, { run: id, fingerprint, reason }: Extract<GroupCommand, { kind: 'recluster' }>): Promise<Reclustered> {
    const { clock, runs, preview, staleness, regrouper } = this.parts;
    const { tx, actor, trail } = hand;
    const run = await runs.one(id, tx);
    if (!run) throw notFound();
    if (run.state !== 'ready') throw new Problem('recluster/wrong-state', { id, state: run.state });
    const why = run.fingerprint === fingerprint ? await staleness.of(run, tx) : 'compared';
    if (why !== null) throw new Problem('recluster/stale', { id, why, fingerprint: run.fingerprint });
    const steps = await preview.steps(tx, id);
    if (steps.length === 0) throw new Problem('recluster/nothing-to-do', { id });

    const round = new Round(hand, this.parts, reason);
    const groups = await round.carryOut(steps);
    await regrouper.relocate(tx, round.relocations(), null);
    await regrouper.record(tx, round.moves, clock.now());
    await this.teach(hand, id, round.moves);
    if (
      await preview.partedTwins(
        tx,
        round.moves.flatMap(({ complaints }) => [...complaints]),
      )
    ) {
      await this.parts.checkpoints.outdateSnapshots(tx, hand.told.seat.shard);
      hand.told.seat.desk.outdated = true;
    }
    const ids = round.moves.flatMap(({ complaints }) => [...complaints]);
    const applied = { moves: round.moves.length, complaints: new Set(ids).size };
    await runs.end(tx, id, { state: 'accepted', by: actor?.name ?? '', at: clock.now(), reason }, applied);
    await this.parts.port.get()?.changed(tx, { touched: groups, stirred: groups, at: clock.now() });
    await regrouper.announceAll(tx, liveActor(actor), { run: id, moved: applied.complaints, reason }, round.moves);
    const detail = { ...applied, reason, fingerprint, summary: run.summary, moveIds: round.moves.map(({ id: move }) => move) };
    Object.assign(trail, { subject: { type: 'recluster-run', id }, complaints: [...new Set(ids)], detail });
    return applied;
  }

  /** Those that come next are held against what was found now, not against what was read when the others came. */
  private async teach({ tx, told }: Hand, run: string, moves: readonly NewMove[]): Promise<void> {
    const touched = [...new Set(moves.flatMap(({ from, into }) => (into === null ? [from] : [from, into])))];
    const of = await this.parts.preview.objectsIn(tx, run, touched);
    if (of.length > 0) await told.tell(tx, { call: 'objects', of });
  }
}

/** One acceptance: the engine is told step by step, and the rows follow whatever it did. */
class Round {
  readonly moves: NewMove[] = [];
  private readonly origin = new Map<ComplaintId, GroupId>();
  private readonly place = new Map<ComplaintId, GroupId>();
  /** Groups that are new, by the target of the reading, with their name in the engine. */
  private readonly fresh = new Map<string, { id: GroupId; engineId: string; like: GroupRow }>();
  private rows = new Map<GroupId, GroupRow>();

  constructor(
    private readonly hand: Hand,
    private readonly parts: ReclusterParts,
    private readonly reason: string,
  ) {}

  /** Answers the groups that somebody came into. */
  async carryOut(steps: readonly Step[]): Promise<GroupId[]> {
    const { groups } = this.parts;
    const known = [...new Set(steps.flatMap(({ from, into }) => (into === null ? [from] : [from, into])))];
    this.rows = new Map((await groups.many(this.hand.tx, known)).map((row) => [row.id, row]));
    const reached = new Set<GroupId>();
    for (const step of steps) reached.add(step.kind === 'merge' ? await this.merge(step) : await this.part(step));
    await this.openRows(steps[0]?.run ?? '');
    return [...reached];
  }

  /** With everybody in the engine's hands, the new groups have their words; what they are about is what the new reading found. */
  private async openRows(run: string): Promise<void> {
    const { groups, preview } = this.parts;
    const { tx, told } = this.hand;
    const read = await preview.targets(tx, run, [...this.fresh.keys()]);
    for (const [target, { id, engineId, like }] of this.fresh) {
      const face = told.seat.desk.face(engineId, like.title);
      const { title, object } = read.get(target) ?? face;
      await groups.create(tx, id, engineId, { ...face, title, object }, like.first_at);
    }
  }

  relocations(): Relocation[] {
    return [...this.place].flatMap(([id, into]) => {
      const from = this.origin.get(id) as GroupId;
      return from === into ? [] : [{ id, from, into }];
    });
  }

  private async part(step: Step): Promise<GroupId> {
    const { kind, from, into: known, target, ids } = step;
    const { told, tx } = this.hand;
    const source = this.row(from);
    const into = known === null ? this.fresh.get(target) : { id: known, engineId: this.row(known).engine_id };
    const call = into ? ({ call: 'carry', ids, into: into.engineId } as const) : ({ call: 'split', ids, from: source.engine_id } as const);
    const effect = await told.tell(tx, call);
    const end = into ?? (await this.open(target, effect.into, source));
    const moved = [...ids, ...(await this.followers(step, effect.moved as ComplaintId[]))];
    const incident = known === null ? null : this.row(known).incident_id;
    this.note(kind === 'merge' ? 'move' : kind, from, end.id, moved, source.incident_id, incident);
    return end.id;
  }

  /** Re-posts follow their original. Those that came since the preview may; those that were read and stay, or go elsewhere, are taken back. */
  private async followers({ run, from, ids }: Step, moved: readonly ComplaintId[]): Promise<ComplaintId[]> {
    const { told, tx } = this.hand;
    const asked = new Set(ids);
    const extra = moved.filter((id) => !asked.has(id));
    if (extra.length === 0) return [];
    const read = new Set(await this.parts.preview.wasRead(tx, run, extra));
    const stay = extra.filter((id) => read.has(id));
    if (stay.length > 0) await told.tell(tx, { call: 'carry', ids: stay, into: this.row(from).engine_id });
    return extra.filter((id) => !read.has(id));
  }

  private async open(target: string, engineId: string | null, like: GroupRow): Promise<{ id: GroupId; engineId: string }> {
    const { clock, groups } = this.parts;
    const { names } = this.hand.told.seat;
    const name = engineId ?? `rows:${newId(clock.ms())}`;
    let id = names.ours(name);
    // A group that went by this name long ago stays what it was.
    if ((await groups.one(this.hand.tx, id)) !== null) names.bind((id = newId<GroupId>(clock.ms())), name);
    const fresh = { id, engineId: name, like };
    this.fresh.set(target, fresh);
    return fresh;
  }

  /** Whoever is left goes along, also those who came since the preview. */
  private async merge({ from, into, ids }: Step): Promise<GroupId> {
    if (into === null) throw new Error('a merge has a target');
    const { groups, port } = this.parts;
    const { told, tx } = this.hand;
    const [source, target] = [this.row(from), this.row(into)];
    const ends = { from: { id: from, incidentId: source.incident_id }, into: { id: into, incidentId: target.incident_id } };
    const incident = (await port.get()?.merged(tx, ends, 'person')) ?? null;
    const left = (await groups.membersOf(tx, from)).filter((id) => !this.place.has(id));
    await told.tell(tx, { call: 'merge', from: source.engine_id, into: target.engine_id });
    await groups.update(tx, from, { merged_into: into, incident_id: null });
    if (incident !== target.incident_id) await groups.update(tx, into, { incident_id: incident });
    this.note(
      'merge',
      from,
      into,
      [...new Set([...ids.filter((id) => !this.place.has(id)), ...left])],
      source.incident_id,
      target.incident_id,
    );
    this.rows.set(into, { ...target, incident_id: incident });
    return into;
  }

  private note(
    kind: NewMove['kind'],
    from: GroupId,
    into: GroupId,
    complaints: readonly ComplaintId[],
    fromIncident: IncidentId | null,
    intoIncident: IncidentId | null,
  ): void {
    for (const id of complaints) {
      if (!this.origin.has(id)) this.origin.set(id, from);
      this.place.set(id, into);
    }
    const { clock } = this.parts;
    this.moves.push({
      ...{ id: newId<MoveId>(clock.ms()), kind, from, into, complaints, reason: this.reason, engineReason: RECLUSTER_REASON },
      ...{ by: byOf(this.hand.actor), fromIncident, intoIncident },
    });
  }

  private row(id: GroupId): GroupRow {
    const row = this.rows.get(id);
    if (!row) throw new Error(`group ${id} has no row`);
    return row;
  }
}
