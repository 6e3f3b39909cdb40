import type { Demand } from '@tocsin/shared/complaints';
import { fill, type Slots } from '../fill.js';
import type { Random } from '../random.js';
import { vary } from './vary.js';
import {
  AGAIN,
  ANGER,
  ANGER_IN_ENGLISH,
  ANGRY_OPENINGS,
  type DemandSentence,
  EXPOSURE,
  OPENINGS,
  SERVICE,
  THREATS_IN_ENGLISH,
  type Wording,
} from './wording.js';

/** Where the writer stands in the emotion chain: asks, is angry, goes public. */
export type Stage = 0 | 1 | 2;

export interface Composed {
  text: string;
  demands: readonly Demand[];
}

const JOINTS = ['，', '，', '，', '。', '。', '！', '；', ' ', '\n'];
const ENDS = ['。', '。', '！', '！！', '', '', '…', '😡', '😭', '🙏', '。谢谢', '～'];
const ENDED = /[。！？!?，,\n：:]$/;

const join = (rnd: Random, parts: readonly string[]): string =>
  parts.reduce((text, part) => (text === '' ? part : text + (ENDED.test(text) ? '' : rnd.pick(JOINTS)) + part), '');

function facts(rnd: Random, wording: Wording, stage: Stage): string[] {
  const first = rnd.pick(wording.facts);
  if (rnd.chance(stage === 0 ? 0.75 : 0.6)) return [first];
  const second = rnd.pick(wording.facts);
  return second === first ? [first] : [first, second];
}

function middle(rnd: Random, wording: Wording, stage: Stage): string[] {
  const parts: string[] = [];
  if (rnd.chance(stage === 0 ? 0.35 : 0.5)) parts.push(rnd.pick(wording.details));
  if (rnd.chance(stage === 0 ? 0.12 : 0.5)) parts.push(rnd.pick(SERVICE));
  if (rnd.chance(0.22)) parts.push(rnd.pick(wording.impact));
  if (parts.length > 1 && rnd.chance(0.5)) parts.reverse();
  return parts;
}

function ending(rnd: Random, wording: Wording, stage: Stage): { parts: string[]; demand: DemandSentence | undefined } {
  if (stage === 0) return { parts: rnd.chance(0.85) ? [rnd.pick(wording.asks)] : [], demand: undefined };
  const demand = rnd.chance(0.75) ? rnd.pick(wording.demands) : undefined;
  const parts: string[] = [];
  if (rnd.chance(0.6)) parts.push(rnd.pick(ANGER));
  if (demand) parts.push(demand[0]);
  if (stage === 2) parts.splice(rnd.int(0, parts.length), 0, rnd.pick(EXPOSURE));
  return { parts, demand };
}

/** One complaint in Chinese, put together from whole sentences in the order in which people tell such a thing. */
export function composeChinese(rnd: Random, wording: Wording, stage: Stage, again: boolean, given: Slots): Composed {
  const slots = { ...given, ...wording.pools };
  const opening = again
    ? [rnd.pick(AGAIN)]
    : rnd.chance(stage === 0 ? 0.4 : 0.35)
      ? [rnd.pick(stage === 0 ? OPENINGS : ANGRY_OPENINGS)]
      : [];
  const { parts, demand } = ending(rnd, wording, stage);
  const core = rnd.chance(0.7) ? [rnd.pick(wording.cores)] : [];
  const told = facts(rnd, wording, stage);
  const body = [...(rnd.chance(0.5) ? [...core, ...told] : [...told, ...core]), ...middle(rnd, wording, stage)];
  const sentences = [...opening, ...body, ...parts].map((s) => fill(s, slots, rnd));
  const text = vary(rnd, join(rnd, sentences));
  return { text: ENDED.test(text) ? text : text + rnd.pick(ENDS), demands: demand?.[1] ?? [] };
}

export function composeEnglish(rnd: Random, { english, hub, cores, pools }: Wording, stage: Stage, given: Slots): Composed {
  const slots = { ...pools, ...given, hub: () => rnd.pick(hub) };
  const demand = stage > 0 && rnd.chance(0.75) ? rnd.pick(english.demands) : undefined;
  const parts = [`${rnd.pick(english.facts)}.`];
  for (let n = rnd.int(0, 2); n > 0; n--) {
    const detail = rnd.pick(english.details);
    if (!parts.includes(detail)) parts.push(detail);
  }
  if (stage === 0) parts.push(rnd.pick(english.asks));
  else parts.push(rnd.pick(ANGER_IN_ENGLISH));
  if (demand) parts.push(demand[0]);
  if (stage === 2) parts.push(rnd.pick(THREATS_IN_ENGLISH));
  // Living here, most of them quote the words they see on the screen.
  if (rnd.chance(0.65)) parts.splice(rnd.int(1, parts.length), 0, `(${rnd.pick(cores)})`);
  return { text: parts.map((s) => fill(s, slots, rnd)).join(' '), demands: demand?.[1] ?? [] };
}

/** Two languages in one breath, as people abroad and in trade write. */
export function composeMixed(rnd: Random, wording: Wording, stage: Stage, slots: Slots, englishSlots: Slots): Composed {
  const chinese = vary(rnd, fill(rnd.pick(wording.facts), { ...slots, ...wording.pools }, rnd));
  const english = composeEnglish(rnd, wording, stage, englishSlots);
  return { text: rnd.chance(0.5) ? `${chinese}. ${english.text}` : `${english.text} ${chinese}。`, demands: english.demands };
}
