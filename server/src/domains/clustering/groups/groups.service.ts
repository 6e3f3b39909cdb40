import { Injectable } from '@nestjs/common';
import type { AssignmentExplanation, GroupDetail, GroupFilter, GroupQuery, GroupSummary, ResolvedObject } from '@tocsin/shared/clustering';
import { maskCode, maskInPlace, maskText } from '@tocsin/shared/complaints';
import { seesBrand, type Principal } from '@tocsin/shared/identity';
import type { ComplaintId, GroupId, Page } from '@tocsin/shared/kernel';
import type { z } from 'zod';
import { notFound } from '../../../platform/problems/index.js';
import { Cases } from '../../complaints/index.js';
import { MovesRepository, toMove } from '../commands/moves.repository.js';
import { resolved, type RecordedDecision } from '../consumer/decision.rules.js';
import { CorrectionsRepository } from '../dictionary/corrections.repository.js';
import { correctedObject } from '../dictionary/corrections.rules.js';
import { GroupReader } from './group-reader.repository.js';
import type { GroupRow } from './groups.repository.js';
import { summaryOf } from './regrouper.js';
import { isOpenWord } from './title-words.js';
import { likeness } from './title.rules.js';

type Explanation = z.infer<typeof AssignmentExplanation>;
type Near = Explanation['nearest'];

const MOVES_SHOWN = 50;
const NEIGHBOURS = 6;
const NEAREST = 5;

const withSaid = (known: readonly ResolvedObject[], said: ResolvedObject): ResolvedObject[] => [
  said,
  ...known.filter(({ kind }) => kind !== said.kind),
];

/** Groups as people read them; everything comes from rows, so that any node may answer. */
@Injectable()
export class GroupsService {
  constructor(
    private readonly reader: GroupReader,
    private readonly moves: MovesRepository,
    private readonly cases: Cases,
    private readonly corrections: CorrectionsRepository,
  ) {}

  async list(query: z.infer<typeof GroupQuery>): Promise<Page<GroupSummary>> {
    const { rows, nextCursor } = await this.reader.list(query);
    return { items: rows.map(summaryOf), nextCursor };
  }

  count(filter: GroupFilter): Promise<number> {
    return this.reader.count(filter);
  }

  async detail(id: GroupId): Promise<GroupDetail> {
    const row = await this.reader.one(id);
    if (!row) throw notFound();
    const [moves, neighbours, nearest] = await Promise.all([this.moves.of(id, MOVES_SHOWN), this.neighbours(row), this.typical(id)]);
    const fields = row.object === null ? [] : [{ field: 'object', value: maskCode(row.object), effect: 'attracts' as const }];
    return {
      ...summaryOf(row),
      algorithm: row.algorithm,
      explanation: { terms: row.terms.filter(({ term }) => isOpenWord(term)), fields, nearest, algorithm: row.algorithm },
      moves: moves.map(toMove),
      neighbours,
    };
  }

  /** Why a complaint stands where it stands: what was decided when it came, and the person who decided otherwise since. */
  async explain(me: Principal, id: ComplaintId): Promise<Explanation> {
    const found = await this.reader.assignment(id);
    if (!found || !seesBrand(me, found.brand)) throw notFound();
    const decision = found.explanation as Partial<RecordedDecision>;
    const said = (await this.corrections.of([id])).get(id) ?? [];
    const corrected = said.at(-1);
    const read = decision.objects ?? [];
    const move = found.decided_by === 'person' ? await this.moves.lastOf(id) : null;
    const byPerson = move !== null && move.actor_id !== null;
    return {
      complaintId: id,
      groupId: found.group_id,
      algorithm: found.algorithm,
      score: found.score,
      threshold: decision.threshold ?? 0,
      decidedBy: found.decided_by,
      person: byPerson && move.actor_id ? { moveId: move.id, by: move.actor_id, reason: move.reason, at: move.at.toISOString() } : null,
      terms: (decision.terms ?? []).filter(({ term }) => isOpenWord(term)),
      fields: (decision.fields ?? []).map((one) => ({ ...one, value: maskCode(one.value) })),
      // The near ones may be of a brand that this person does not see.
      nearest: me.brands === null ? await this.withWords(decision.nearest ?? []) : [],
      objects: said
        .reduce((known, one) => withSaid(known, resolved(correctedObject(one))), read)
        // Some people give their phone as the number of the order.
        .map((one) => ({ ...one, name: maskInPlace(one.name) })),
      dictionary: decision.dictionary ?? 0,
      corrected: corrected ? { by: corrected.by, reason: corrected.reason, at: corrected.at.toISOString() } : null,
    };
  }

  /** Groups that share strong words, likest first. */
  private async neighbours(row: GroupRow): Promise<GroupDetail['neighbours']> {
    const others = await this.reader.sharing(row);
    return others
      .map((other) => ({
        id: other.id,
        title: maskText(other.title),
        posts: other.posts,
        complainants: other.complainants,
        incidentId: other.incident_id,
        score: likeness(row.terms, other.terms),
      }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
      .slice(0, NEIGHBOURS);
  }

  private async typical(id: GroupId): Promise<Near> {
    return this.withWords(await this.reader.typical(id, NEAREST));
  }

  private async withWords(near: readonly { complaintId: ComplaintId; score: number }[]): Promise<Near> {
    const rows = new Map((await this.cases.rows(near.map(({ complaintId }) => complaintId))).map((row) => [row.id, row.excerpt]));
    return near.map(({ complaintId, score }) => ({ complaintId, score, excerpt: rows.get(complaintId) ?? '' }));
  }
}
