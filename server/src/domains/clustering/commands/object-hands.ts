import { Injectable } from '@nestjs/common';
import { spellingKey, type ObjectCorrected } from '@tocsin/shared/clustering';
import { newId, type ComplaintId, type GroupId, type MoveId } from '@tocsin/shared/kernel';
import { Clock } from '../../../platform/clock/clock.js';
import { notFound } from '../../../platform/problems/index.js';
import { Cases } from '../../complaints/index.js';
import { resolved } from '../consumer/decision.rules.js';
import { CorrectionsRepository } from '../dictionary/corrections.repository.js';
import { correctedObject } from '../dictionary/corrections.rules.js';
import { DictionaryRepository } from '../dictionary/dictionary.repository.js';
import { GroupsRepository, type GroupRow } from '../groups/groups.repository.js';
import { Regrouper } from '../groups/regrouper.js';
import type { GroupCommand } from './command.types.js';
import { byOf, liveActor, type Hand } from './hand.js';

type Command<K extends GroupCommand['kind']> = Extract<GroupCommand, { kind: K }>;

/** What people say complaints are about: one by one, or by the dictionary that all later ones are read with. */
@Injectable()
export class ObjectHands {
  constructor(
    private readonly clock: Clock,
    private readonly cases: Cases,
    private readonly groups: GroupsRepository,
    private readonly regrouper: Regrouper,
    private readonly dictionary: DictionaryRepository,
    private readonly corrections: CorrectionsRepository,
  ) {}

  async put({ tx, told }: Hand, { version }: Command<'dictionary'>): Promise<null> {
    await told.tell(tx, { call: 'dictionary', version });
    await this.dictionary.putInForce(tx, version);
    return null;
  }

  async correct(hand: Hand, { complaint, object: said, reason }: Command<'object'>): Promise<ObjectCorrected> {
    const { tx, told, actor } = hand;
    const from = (await this.cases.groupsOf(tx, [complaint])).get(complaint);
    if (from === undefined) throw notFound();
    const source = await this.row(hand, from);
    const [entry] = (await this.dictionary.spelled(tx, [spellingKey(said.name)])).filter(({ kind }) => kind === said.kind);
    const object = correctedObject({ kind: said.kind, name: entry?.name ?? said.name });
    const by = actor?.name ?? '';
    await this.corrections.write(tx, { complaintId: complaint, kind: said.kind, name: object.name, by, reason, at: this.clock.now() });
    const effect = await told.tell(tx, { call: 'object', id: complaint, object });
    Object.assign(hand.trail, { subject: { type: 'complaint', id: complaint }, detail: { object: resolved(object), reason, from } });
    const moved = effect.into === null ? null : await this.follow(hand, source, effect.into, effect.moved as ComplaintId[], reason);
    return { complaintId: complaint, object: resolved(object), moved };
  }

  /** The rows after the engine: whoever it moved stands there now. */
  private async follow(hand: Hand, source: GroupRow, engineId: string, moved: ComplaintId[], reason: string) {
    const { tx, told, actor } = hand;
    const ids = await this.groups.standIn(tx, source.id, moved);
    const into = told.seat.names.ours(engineId);
    if ((await this.groups.one(tx, into)) === null)
      await this.groups.create(tx, into, engineId, told.seat.desk.face(engineId, source.title), source.first_at);
    const target = await this.row(hand, into);
    await this.regrouper.relocate(
      tx,
      ids.map((id) => ({ id, from: source.id, into })),
    );
    const id = newId<MoveId>(this.clock.ms());
    const incidents = { fromIncident: source.incident_id, intoIncident: target.incident_id };
    const move = {
      id,
      kind: 'move' as const,
      from: source.id,
      into,
      complaints: ids,
      reason,
      engineReason: null,
      by: byOf(actor),
      ...incidents,
    };
    await this.regrouper.record(tx, [move], this.clock.now());
    Object.assign(hand.trail, { complaints: ids, detail: { ...hand.trail.detail, moveId: id, into, ...incidents } });
    return this.regrouper.announce(tx, liveActor(actor), { type: 'group.moved' }, id);
  }

  private async row({ tx }: Hand, id: GroupId): Promise<GroupRow> {
    const row = await this.groups.one(tx, id);
    if (!row) throw notFound();
    return row;
  }
}
