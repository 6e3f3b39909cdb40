import {
  CONTACT_KINDS,
  LEGAL_FLAGS,
  maskEmail,
  maskIdCard,
  maskPhone,
  pastCaseAt,
  SAFETY_FLAGS,
  type Enrichment,
  type Findings,
  type Priority,
} from '@tocsin/shared/complaints';
import type { ComplaintId } from '@tocsin/shared/kernel';
import { identsOf, type IntakeRecord, type NewCase } from '../../complaints/index.js';
import type { Facts } from '../groups/tally.rules.js';

type Fact = Enrichment['facts'][number];

/** Safety and the law come first whatever else is said; after them the loudest, then those who only ask. */
export function priorityOf(enrichment: Pick<Enrichment, 'flags' | 'risk' | 'emotion' | 'escalation'>): Priority {
  const flags = enrichment.flags.map(({ flag }) => flag);
  if (enrichment.risk.critical || flags.some((flag) => SAFETY_FLAGS.includes(flag) || LEGAL_FLAGS.includes(flag))) return 'P1';
  const { stage } = enrichment.emotion;
  const urgency = stage === 'exposure' ? 3 : stage === 'anger' ? 2 : 1;
  const impact = 1 + Math.min(2, enrichment.escalation.length) + (flags.length > 0 ? 1 : 0);
  const score = urgency * impact;
  return score >= 6 ? 'P2' : score >= 2 ? 'P3' : 'P4';
}

/** The findings are kept in plain; what names a person in them is not. */
function maskedFact(fact: Fact): Fact {
  if (!CONTACT_KINDS.includes(fact.kind)) return fact;
  const mask = fact.kind === 'phone' ? maskPhone : fact.kind === 'email' ? maskEmail : maskIdCard;
  return { ...fact, value: mask(fact.value) };
}

export function findingsOf({ normalised: _normalised, terms: _terms, ...findings }: Enrichment): Findings {
  return { ...findings, facts: findings.facts.map(maskedFact) };
}

export const audienceOf = ({ reach }: Pick<IntakeRecord, 'reach'>): number | null =>
  reach === null ? null : (reach.followers ?? 0) + (reach.reposts ?? 0);

export function factsOf(record: IntakeRecord, enrichment: Enrichment, nearDuplicate: boolean): Facts {
  return {
    channel: record.channel,
    emotion: enrichment.emotion.stage,
    demands: enrichment.demands.map(({ demand }) => demand),
    flags: enrichment.flags.map(({ flag }) => flag),
    brand: record.brand,
    adcode: enrichment.place?.adcode ?? null,
    located: enrichment.place !== null,
    critical: enrichment.risk.critical,
    claimed: record.amount?.currency === 'CNY' ? record.amount.minor : 0,
    reach: audienceOf(record) ?? 0,
    repost: nearDuplicate && record.complainantKey === null,
    past: pastCaseAt(record) !== null,
  };
}

/** The working row, but for where the engine puts it. */
export type CaseBody = Omit<NewCase, 'groupId' | 'score' | 'decidedBy' | 'nearDuplicateOf' | 'explanation' | 'algorithm' | 'repeatNo'>;

export function caseOf(record: IntakeRecord, enrichment: Enrichment): CaseBody {
  return {
    complaintId: record.id,
    seq: record.seq,
    receivedAt: record.receivedAt,
    countedAt: pastCaseAt(record),
    channel: record.channel,
    language: enrichment.language,
    terms: enrichment.terms,
    idents: identsOf(record, enrichment.facts),
    place: enrichment.place,
    demands: enrichment.demands.map(({ demand }) => demand),
    emotion: enrichment.emotion.stage,
    intensity: enrichment.emotion.intensity,
    flags: enrichment.flags.map(({ flag }) => flag),
    critical: enrichment.risk.critical,
    priority: priorityOf(enrichment),
    findings: findingsOf(enrichment),
    complainantKey: record.complainantKey,
    reach: audienceOf(record),
  };
}

/** 1 for a person's first complaint, 2 for the second …, counting on from what is on record. */
export function numberRepeats(keys: readonly (string | null)[], before: ReadonlyMap<string, number>): number[] {
  const counts = new Map(before);
  return keys.map((key) => {
    if (key === null) return 1;
    const next = (counts.get(key) ?? 0) + 1;
    counts.set(key, next);
    return next;
  });
}

export type Assignment = Pick<NewCase, 'groupId' | 'score' | 'decidedBy' | 'explanation' | 'algorithm'> & {
  nearDuplicateOf: ComplaintId | null;
};
