import { type Enrichment, ENRICHMENT_VERSION, type EnrichmentInput, LEGAL_FLAGS, type PlaceFinding } from '@tocsin/shared/complaints';
import { firstUnits } from '@tocsin/shared/kernel';
import { normaliseText } from '../../../platform/text/index.js';
import { findCues, type Field } from './cues.js';
import { judgeDemands, type ReadText } from './demands.js';
import { judgeEmotion } from './emotion.js';
import { extractFacts } from './facts.js';
import { judgeEscalation, judgeFlags, judgeRisk } from './flags.js';
import { fold } from './fold.js';
import { detectLanguage } from './language.js';
import { placeInText, placeOfCode, placeOfPoint } from './place/resolve.js';
import { searchTerms } from './terms.js';

/** A longer text doesn't name its place later than this. */
const PLACE_WITHIN = 4_000;

function read(received: string, field: Field): ReadText {
  const folded = fold(received);
  return { received, folded, field, hits: findCues(folded) };
}

function locate({ place, text, subject }: EnrichmentInput): PlaceFinding | null {
  const words = firstUnits(text, PLACE_WITHIN);
  if (place && typeof place === 'object') {
    const found = 'adcode' in place ? placeOfCode(place.adcode) : placeOfPoint(place.lng, place.lat);
    if (found) return found;
  }
  if (typeof place === 'string') {
    const found = placeInText(place, 'place', 'form', [words]);
    if (found) return found;
  }
  const near = [subject, typeof place === 'string' ? place : null].filter((t): t is string => Boolean(t));
  return placeInText(words, 'text', 'text', near) ?? (subject ? placeInText(subject, 'subject', 'text', [words]) : null);
}

const present = (...texts: (string | null | undefined)[]): string[] => texts.filter((t): t is string => Boolean(t));

/**
 * Everything that can be said about one complaint from its own words: pure, without state, linear in the length of the text.
 * Each judgement carries the words it rests on.
 */
export function enrich(input: EnrichmentInput): Enrichment {
  const texts = [read(input.text, 'text')];
  if (input.subject) texts.push(read(input.subject, 'subject'));
  const { followers = 0, reposts = 0, comments = 0 } = input.reach ?? {};
  const normalised = normaliseText(input.text).text;
  const facts = texts.flatMap((t) => extractFacts(t.received, t.folded, t.field));
  const codes = facts.filter((f) => f.kind === 'order' || f.kind === 'flight' || f.kind === 'batch').map((f) => f.value.toLowerCase());
  const others = present(input.subject, input.product, input.brand, input.orderRef).map((t) => normaliseText(t).text);
  const flags = judgeFlags(texts);
  const demands = judgeDemands(texts, input.demands ?? []);
  const threatens = flags.filter((f) => LEGAL_FLAGS.includes(f.flag)).flatMap((f) => f.basis);
  const stakes = { wants: demands.flatMap((d) => d.basis), threatens };
  return {
    version: ENRICHMENT_VERSION,
    language: detectLanguage(input.text),
    normalised,
    terms: searchTerms([...others, ...codes, ...present(input.orderRef?.toLowerCase()), normalised]),
    place: locate(input),
    demands,
    emotion: judgeEmotion(texts, { channel: input.channel, followers, reposts }, stakes),
    flags,
    escalation: judgeEscalation(texts, flags, { followers, reposts, comments }),
    facts,
    risk: judgeRisk(texts, flags),
  };
}
