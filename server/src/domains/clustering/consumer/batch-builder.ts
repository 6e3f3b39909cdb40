import type { ComplaintId } from '@tocsin/shared/kernel';
import type { IntakeRecord } from '../../complaints/index.js';
import type { GroupNames } from '../groups/group-names.js';
import type { Batch } from './batch-writer.js';
import { recordDecision } from './decision.rules.js';
import type { EngineDesk } from './engine-desk.js';
import type { Reading } from './prepare-batch.js';
import { caseOf, factsOf } from './reading.rules.js';
import { rulesVersion } from './recovery.js';
import { planWrites, type Assigned } from './write-set.js';

const EXCERPT = 24;

/** Puts each complaint before the engine, in order, and works out what the answers mean for the rows. */
export function buildBatch(
  shard: string,
  afterSeq: number,
  records: readonly IntakeRecord[],
  readings: readonly Reading[],
  desk: EngineDesk,
  names: GroupNames,
): Batch {
  const excerpts = new Map<string, string>();
  const assigned = records.map((record, i): Assigned => {
    const { enrichment, prepared } = readings[i] as Reading;
    const decision = desk.push(prepared);
    if (decision.opened) excerpts.set(decision.groupId, record.subject ?? record.text.slice(0, EXCERPT));
    return {
      id: record.id,
      receivedAt: record.receivedAt,
      facts: factsOf(record, enrichment, decision.nearDuplicateOf !== undefined),
      decision,
    };
  });
  const { places, gains, moves } = planWrites(assigned, names);
  const cases = records.map((record, i): Batch['cases'][number] => {
    const { decision } = assigned[i] as Assigned;
    const explanation = recordDecision(decision);
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
    upToSeq: records.at(-1)?.seq ?? afterSeq,
    latestAt: records.reduce(
      (latest, { receivedAt }) => (receivedAt > latest ? receivedAt : latest),
      records[0]?.receivedAt ?? new Date(0),
    ),
    engineVersion: rulesVersion(desk),
    cases,
    gains: gains
      .map((gain) => ({ ...gain, face: desk.face(gain.engineId, excerpts.get(gain.engineId) ?? '') }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    moves,
  };
}
