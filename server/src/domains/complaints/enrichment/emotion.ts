import type { Basis, EmotionFinding, EmotionStage } from '@tocsin/shared/complaints';
import { basisOf, type Hit, precededBy } from './cues.js';
import type { ReadText } from './demands.js';
import { ANGRY_SIGNS, EMOTION_DENIALS } from './lexicon/emotion.js';

type Cued = 'question' | 'anger' | 'exposure';

const FLOOR: Record<EmotionStage, number> = { calm: 5, question: 18, anger: 42, exposure: 62 };
const SHOUTED = /[!！]/g;
const MARKS = /[?？]/;
const CAPITAL_WORDS = /\b[A-Z]{3,20}\b/g;
/** Beyond this many cues a text isn't angrier, only longer. */
const MAX_WEIGHT = 60;

export interface Loudness {
  channel: string;
  followers: number;
  reposts: number;
}

function cuesByStage({ folded, hits }: ReadText): Record<Cued, Hit[]> {
  const by: Record<Cued, Hit[]> = { question: [], anger: [], exposure: [] };
  for (const hit of hits) {
    if (hit.cue.about !== 'emotion') continue;
    if (precededBy(folded.text, hit.start, EMOTION_DENIALS, { han: 0, latin: 5 })) continue;
    by[hit.cue.stage].push(hit);
  }
  return by;
}

function signs({ received, field }: ReadText): Basis[] {
  return [...received.matchAll(ANGRY_SIGNS)].slice(0, 6).map((m) => ({ field, start: m.index, end: m.index + m[0].length, words: m[0] }));
}

function weigh(texts: readonly ReadText[], stages: readonly Record<Cued, Hit[]>[]): number {
  let weight = 0;
  for (const by of stages) for (const hit of [...by.anger, ...by.exposure]) if (hit.cue.about === 'emotion') weight += hit.cue.weight;
  for (const { received } of texts) {
    weight += 2 * Math.min(6, received.match(SHOUTED)?.length ?? 0);
    weight += 2 * Math.min(5, received.match(CAPITAL_WORDS)?.length ?? 0);
    weight += 6 * Math.min(3, received.match(ANGRY_SIGNS)?.length ?? 0);
  }
  return Math.min(MAX_WEIGHT, weight);
}

/** What else was found: wanting something is past calm, a threat of court or regulator is past asking. */
export interface Stakes {
  wants: readonly Basis[];
  threatens: readonly Basis[];
}

function stageOf(cues: Record<Cued, Basis[]>, asks: boolean, { channel, followers, reposts }: Loudness): EmotionStage {
  if (cues.exposure.length > 0) return 'exposure';
  // An angry post that is already read by many is public, whether or not it threatens to be.
  if (cues.anger.length > 0) return channel === 'social' && (followers >= 1_000 || reposts >= 10) ? 'exposure' : 'anger';
  if (channel === 'regulator') return 'anger';
  return cues.question.length > 0 || asks ? 'question' : 'calm';
}

/** The furthest stage of the chain that the words show, and how strongly. */
export function judgeEmotion(texts: readonly ReadText[], loudness: Loudness, { wants, threatens }: Stakes): EmotionFinding {
  const stages = texts.map(cuesByStage);
  const basis = (stage: Cued): Basis[] =>
    texts.flatMap((t, i) => basisOf(t.received, t.folded, t.field, (stages[i] as Record<Cued, Hit[]>)[stage]));
  const anger = [...basis('anger'), ...texts.flatMap(signs)];
  const cues = { question: basis('question'), anger: anger.length > 0 ? anger : [...threatens], exposure: basis('exposure') };
  if (cues.question.length === 0) cues.question = [...wants];
  const asks = texts.some((t) => MARKS.test(t.received));
  const stage = stageOf(cues, asks, loudness);
  const spread = loudness.reposts > 0 ? Math.min(12, Math.round(4 * Math.log10(1 + loudness.reposts))) : 0;
  const extra = stage === 'calm' ? 0 : Math.round((weigh(texts, stages) * (100 - FLOOR[stage])) / 100) + spread;
  const shown: Record<EmotionStage, Basis[]> = {
    exposure: [...cues.exposure, ...anger],
    anger: cues.anger,
    question: cues.question,
    calm: [],
  };
  return { stage, intensity: Math.min(100, FLOOR[stage] + extra), basis: shown[stage].slice(0, 8) };
}
