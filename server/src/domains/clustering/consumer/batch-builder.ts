import { setImmediate as breath } from 'node:timers/promises';
import { pastCaseAt } from '@tocsin/shared/complaints';
import { type ComplaintId, firstCharacters, type GroupId } from '@tocsin/shared/kernel';
import type { IntakeRecord } from '../../complaints/index.js';
import type { GroupNames } from '../groups/group-names.js';
import { clausesOf } from '../groups/phrase.rules.js';
import type { Batch } from './batch-writer.js';
import { recordDecision } from './decision.rules.js';
import type { EngineDesk } from './engine-desk.js';
import type { Reading } from './prepare-batch.js';
import { caseOf, factsOf } from './reading.rules.js';
import { rulesVersion } from './recovery.js';
import { planWrites, type Assigned } from './write-set.js';

const EXCERPT = 24;
/** The engine works without a pause; the batch before this one is being written meanwhile and waits for its answers. */
const SLICE_MS = 3;

/** Puts each complaint before the engine, in order, and works out what the answers mean for the rows. Ends early, with what it has, when `enough`. */
export async function buildBatch(
  shard: string,
  afterSeq: number,
  records: readonly IntakeRecord[],
  readings: readonly Reading[],
  desk: EngineDesk,
  names: GroupNames,
  enough: () => boolean,
): Promise<Batch> {
  const excerpts = new Map<string, string>();
  const assigned: Assigned[] = [];
  let since = performance.now();
  for (const [i, record] of records.entries()) {
    const { enrichment, prepared } = readings[i] as Reading;
    const decision = desk.push(prepared);
    if (decision.opened) excerpts.set(decision.groupId, record.subject ?? firstCharacters(record.text, EXCERPT));
    const facts = factsOf(record, enrichment, decision.nearDuplicateOf !== undefined);
    assigned.push({ id: record.id, at: pastCaseAt(record) ?? record.receivedAt, facts, decision });
    if (performance.now() - since < SLICE_MS) continue;
    await breath();
    if (enough()) break;
    since = performance.now();
  }
  const taken = records.slice(0, assigned.length);
  const { places, gains, moves } = planWrites(assigned, names);
  const said = wordsByGroup(taken, places);
  const cases = taken.map((record, i): Batch['cases'][number] => {
    const { decision } = assigned[i] as Assigned;
    const explanation = recordDecision(decision, (readings[i] as Reading).prepared.objects);
    return {
      ...caseOf(record, (readings[i] as Reading).enrichment),
      groupId: places[i] as Batch['cases'][number]['groupId'],
      score: explanation.score,
      decidedBy: explanation.decidedBy,
      nearDuplicateOf: (decision.nearDuplicateOf ?? null) as ComplaintId | null,
      explanation,
      algorithm: explanation.algorithm,
    };
  });
  return {
    shard,
    afterSeq,
    upToSeq: taken.at(-1)?.seq ?? afterSeq,
    latestAt: taken.reduce((latest, { receivedAt }) => (receivedAt > latest ? receivedAt : latest), taken[0]?.receivedAt ?? new Date(0)),
    engineVersion: rulesVersion(desk),
    cases,
    gains: gains
      .map((gain) => ({
        ...gain,
        face: { ...desk.face(gain.engineId, excerpts.get(gain.engineId) ?? ''), clauses: clausesOf(said.get(gain.id) ?? []) },
      }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    moves,
  };
}

/** A few of a batch are enough to find a title among: the next batch brings more. */
const HEARD = 3;

function wordsByGroup(records: readonly IntakeRecord[], places: readonly GroupId[]): Map<GroupId, string[]> {
  const said = new Map<GroupId, string[]>();
  for (const [i, { subject, text }] of records.entries()) {
    const own = said.get(places[i] as GroupId) ?? [];
    if (own.length < 2 * HEARD) said.set(places[i] as GroupId, [...own, ...(subject === null ? [] : [subject]), text]);
  }
  return said;
}
