import { z } from 'zod';

/** What the complainant asks for, as the intake API names it. */
export const DEMANDS = [
  'refund',
  'replacement',
  'repair',
  'compensation',
  'apology',
  'explanation',
  'discount',
  'stop',
  'cancel',
  'other',
] as const;
export const Demand = z.enum(DEMANDS);
export type Demand = z.infer<typeof Demand>;

/** The emotion chain: question → anger → public exposure; `calm` is a report that asks nothing and threatens nothing. */
export const EMOTION_STAGES = ['calm', 'question', 'anger', 'exposure'] as const;
export const EmotionStage = z.enum(EMOTION_STAGES);
export type EmotionStage = z.infer<typeof EmotionStage>;

export const Language = z.enum(['zh-Hans', 'zh-Hant', 'en', 'mixed', 'other']);
export type Language = z.infer<typeof Language>;

/** Safety lane first, then law, then publicity. */
export const FLAGS = ['injury', 'fire', 'poisoning', 'children', 'death', 'court', 'regulator', 'media', 'selfHarm', 'crowd'] as const;
export const Flag = z.enum(FLAGS);
export type Flag = z.infer<typeof Flag>;
export const SAFETY_FLAGS: readonly Flag[] = ['injury', 'fire', 'poisoning', 'death', 'selfHarm'];
export const LEGAL_FLAGS: readonly Flag[] = ['court', 'regulator'];

/** Why escalation risk is up, apart from the wait, which only the clock knows. */
export const ESCALATION_SIGNALS = ['repeatContact', 'refused', 'scriptedAnswer', 'noAnswer', 'threat', 'reach', 'group'] as const;
export const EscalationSignal = z.enum(ESCALATION_SIGNALS);
export type EscalationSignal = z.infer<typeof EscalationSignal>;

export const FACT_KINDS = ['order', 'flight', 'batch', 'phone', 'email', 'idCard', 'amount', 'url'] as const;
export const FactKind = z.enum(FACT_KINDS);
export type FactKind = z.infer<typeof FactKind>;
/** Facts that name a person: shown masked, revealed with a reason. */
export const CONTACT_KINDS: readonly FactKind[] = ['phone', 'email', 'idCard'];

/** A half-open range of UTF-16 units in one field of the complaint as received. */
export const Span = z.object({
  field: z.enum(['text', 'subject', 'product', 'place']),
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
});
export type Span = z.infer<typeof Span>;

/** The words a judgement rests on, so that a person can check it at a glance. */
export const Basis = Span.extend({ words: z.string() });
export type Basis = z.infer<typeof Basis>;

export const DemandFinding = z.object({ demand: Demand, source: z.enum(['form', 'text']), basis: z.array(Basis) });
export type DemandFinding = z.infer<typeof DemandFinding>;
export const FlagFinding = z.object({ flag: Flag, basis: z.array(Basis) });
export type FlagFinding = z.infer<typeof FlagFinding>;
/** `basis` is empty for `reach`, which rests on numbers the channel sent. */
export const EscalationFinding = z.object({ signal: EscalationSignal, basis: z.array(Basis) });
export type EscalationFinding = z.infer<typeof EscalationFinding>;
export const Fact = z.object({ kind: FactKind, value: z.string(), span: Span });
export type Fact = z.infer<typeof Fact>;

export const EmotionFinding = z.object({ stage: EmotionStage, intensity: z.int().min(0).max(100), basis: z.array(Basis) });
export type EmotionFinding = z.infer<typeof EmotionFinding>;

export const PlaceLevel = z.enum(['province', 'city', 'district', 'world', 'point']);
export type PlaceLevel = z.infer<typeof PlaceLevel>;
export const PlaceSource = z.enum(['form', 'text', 'manual']);
export type PlaceSource = z.infer<typeof PlaceSource>;

/** `adcode` is the six-digit GB/T 2260 code, `null` outside China and for a bare point at sea. `approximate`: the centre of the city stands in for the district's. */
export const PlaceFinding = z.object({
  adcode: z
    .string()
    .regex(/^\d{6}$/)
    .nullable(),
  country: z.string().length(2),
  level: PlaceLevel,
  name: z.string(),
  lng: z.number(),
  lat: z.number(),
  source: PlaceSource,
  confidence: z.number().min(0).max(1),
  approximate: z.boolean(),
  basis: Basis.nullable(),
});
export type PlaceFinding = z.infer<typeof PlaceFinding>;

export const CriticalRisk = z.object({ critical: z.boolean(), reasons: z.array(z.object({ flag: Flag, basis: z.array(Basis) })) });
export type CriticalRisk = z.infer<typeof CriticalRisk>;

export const ENRICHMENT_VERSION = 'enrich-2';

export const Enrichment = z.object({
  version: z.string(),
  language: Language,
  /** NFKC, simplified, lower case: for matching only, never shown as the customer's words. */
  normalised: z.string(),
  /** Tokens for full-text search, unique, in order of first appearance. */
  terms: z.array(z.string()),
  place: PlaceFinding.nullable(),
  demands: z.array(DemandFinding),
  emotion: EmotionFinding,
  flags: z.array(FlagFinding),
  escalation: z.array(EscalationFinding),
  facts: z.array(Fact),
  risk: CriticalRisk,
});
export type Enrichment = z.infer<typeof Enrichment>;

/** What enrichment reads of a complaint; everything but text and channel may be missing. */
export interface EnrichmentInput {
  text: string;
  channel: string;
  subject?: string | null;
  product?: string | null;
  brand?: string | null;
  orderRef?: string | null;
  lang?: string | null;
  place?: string | { adcode: string } | { lng: number; lat: number } | null;
  demands?: readonly Demand[] | null;
  reach?: { followers?: number; reposts?: number; comments?: number; url?: string } | null;
}
