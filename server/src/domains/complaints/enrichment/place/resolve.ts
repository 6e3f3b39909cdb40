import type { Basis, PlaceFinding, PlaceLevel } from '@tocsin/shared/complaints';
import { type Folded, fold, original } from '../fold.js';
import { type Division, divisionOf, nearest, type WorldCity } from './gazetteer.js';
import { findLatin, type LatinMatch } from './latin.js';
import { type Naming, partOfAnotherName, placeNames } from './names.js';

type Source = 'form' | 'text';
type TextField = Basis['field'];

interface Mention {
  naming: Naming;
  start: number;
  end: number;
  everyday: boolean;
  /** Found in another field: may be a parent of anything here, but is never chosen. */
  elsewhere: boolean;
}

interface Candidate {
  division?: Division;
  city?: WorldCity;
  score: number;
  confidence: number;
  /** In the text as received. */
  start: number;
  end: number;
}

const LEVEL: Record<1 | 2 | 3, PlaceLevel> = { 1: 'province', 2: 'city', 3: 'district' };
/** A parent further away than this speaks of another place. */
const PARENT_WITHIN = 40;
const MAX_MENTIONS = 400;
const HERE = /(?:我在|我是|我们在|住在|人在|家在|坐标|位于|收货地址[:：是]?|地址[:：是]?|发到|寄到|送到|寄往|收货地[:：是]?|发生在)$/;
const ORIGIN = /(?:从|由)$/;

const isMunicipality = (adcode: string): boolean => /^(?:11|12|31|50)/.test(adcode);

function encloses(parent: Division, child: Division): boolean {
  if (parent.level >= child.level || parent.adcode === child.adcode) return parent.level < child.level && parent.adcode === child.adcode;
  return child.adcode.startsWith(parent.adcode.slice(0, parent.level === 1 ? 2 : 4));
}

/** Leftmost, then longest; what lies inside a longer name is part of it. */
function mentionsIn(folded: Folded): Mention[] {
  const { matcher, namings, everyday } = placeNames();
  const spans: { id: number; start: number; end: number }[] = [];
  matcher.scan(folded.text, (id, start, end) => {
    if (spans.length < MAX_MENTIONS * 4) spans.push({ id, start, end });
  });
  spans.sort((a, b) => a.start - b.start || b.end - a.end);
  const mentions: Mention[] = [];
  let lastEnd = 0;
  for (const { id, start, end } of spans) {
    if (start < lastEnd) continue;
    lastEnd = end;
    if (partOfAnotherName(folded.text, end)) continue;
    for (const naming of namings[id] as Naming[])
      mentions.push({ naming, start, end, everyday: everyday[id] as boolean, elsewhere: false });
    if (mentions.length >= MAX_MENTIONS) break;
  }
  return mentions;
}

function parentOf(mention: Mention, child: Division, mentions: readonly Mention[]): Division | undefined {
  let best: Division | undefined;
  for (const { naming, start, end, elsewhere } of mentions) {
    if (!naming.division) continue;
    if (!elsewhere && (Math.abs(mention.start - end) > PARENT_WITHIN || (start >= mention.start && end <= mention.end))) continue;
    if (!encloses(naming.division, child)) continue;
    if (!best || naming.division.level > best.level) best = naming.division;
  }
  return best;
}

const sameWords = (a: Mention, b: Mention): boolean => a.start === b.start && a.end === b.end && !a.elsewhere;

/** Divisions of other families that the same words could mean. */
function rivals(mention: Mention, division: Division, all: readonly Mention[]): number {
  const same = all.filter((m) => sameWords(m, mention) && m.naming.division && m.naming.division !== division);
  return same.filter(({ naming }) => {
    const other = naming.division as Division;
    return !encloses(division, other) && !encloses(other, division);
  }).length;
}

/** Whether a name without any parent nearby is enough. */
function standsAlone(mention: Mention, division: Division, all: readonly Mention[], here: boolean, source: Source): boolean {
  if (mention.everyday && !here && source === 'text') return false;
  const family = all.filter((m) => sameWords(m, mention) && m.naming.division && m.naming.division !== division);
  if (family.some((m) => (m.naming.division as Division).level < division.level)) return false;
  const others = rivals(mention, division, all);
  const alike = family.some((m) => m.naming.division?.level === division.level && m.naming.full === mention.naming.full);
  if (others > 0 && (division.level === 3 || alike)) return false;
  return mention.naming.full || division.level < 3 || countyCity(division) || source === 'form';
}

function judge(mention: Mention, all: readonly Mention[], text: string, source: Source): Omit<Candidate, 'start' | 'end'> | undefined {
  const { naming, start } = mention;
  const here = HERE.test(text.slice(Math.max(0, start - 6), start));
  const cue = here ? 1.5 : ORIGIN.test(text.slice(Math.max(0, start - 1), start)) ? -1 : 0;
  if (naming.city) return { city: naming.city, score: 4 + cue, confidence: 0.8 };
  const division = naming.division as Division;
  const parent = parentOf(mention, division, all);
  if (!parent && !standsAlone(mention, division, all, here, source)) return undefined;
  const doubt = !parent && rivals(mention, division, all) > 0;
  const score = division.level + (naming.full ? 2 : 0) + (parent ? 2 : 0) + (naming.hub ? 0.5 : 0) + cue - (doubt ? 1 : 0);
  return { division, score, confidence: 0.6 + (naming.full ? 0.2 : 0) + (parent ? 0.15 : 0) - (doubt ? 0.2 : 0) };
}

const countyCity = ({ name, adcode }: Division): boolean => name.endsWith('市') || isMunicipality(adcode);

const round = (n: number): number => Math.round(n * 100) / 100;

function fromDivision(division: Division, source: Source, confidence: number, basis: Basis | null): PlaceFinding {
  const { adcode, name, level, lng, lat, approximate } = division;
  return {
    adcode,
    country: 'CN',
    level: LEVEL[level],
    name: withParents(division, name),
    lng,
    lat,
    source,
    confidence: round(confidence),
    approximate,
    basis,
  };
}

/** 朝阳区 alone says nothing to a reader: 北京市朝阳区, 长春市朝阳区. */
function withParents(division: Division, name: string): string {
  if (division.level === 1) return name;
  const city = division.level === 3 ? divisionOf(`${division.adcode.slice(0, 4)}00`) : undefined;
  const parent = city && city.adcode !== division.adcode ? city : divisionOf(`${division.adcode.slice(0, 2)}0000`);
  return parent && parent !== division && !name.startsWith(parent.name) ? `${parent.name}${name}` : name;
}

function fromCity(city: WorldCity, source: Source, confidence: number, basis: Basis | null): PlaceFinding {
  const division = city.adcode ? divisionOf(city.adcode) : undefined;
  const { lng, lat } = city;
  if (division) return { ...fromDivision(division, source, confidence, basis), lng, lat, approximate: false };
  return {
    adcode: null,
    country: city.country,
    level: 'world',
    name: city.name,
    lng,
    lat,
    source,
    confidence: round(confidence),
    approximate: false,
    basis,
  };
}

function latinCandidate({ city, adcode, shared, start, end }: LatinMatch): Candidate {
  const division = adcode ? divisionOf(adcode) : undefined;
  const confidence = shared ? 0.45 : 0.7;
  return division
    ? { division, score: division.level + 1.5, confidence, start, end }
    : { city, score: shared ? 1 : 3, confidence, start, end };
}

/**
 * The most exact place the words name beyond doubt, or `null`: a bare 朝阳区 could be any of four. `near`: other fields, whose places may
 * settle which one is meant (the form says 朝阳区, the words say 北京).
 */
export function placeInText(received: string, field: TextField, source: Source, near: readonly string[] = []): PlaceFinding | null {
  const folded = fold(received);
  const mentions = mentionsIn(folded);
  const known = [...mentions, ...near.flatMap((n) => mentionsIn(fold(n))).map((m) => ({ ...m, elsewhere: true }))];
  let best: Candidate | undefined;
  const consider = (candidate: Candidate): void => {
    if (!best || candidate.score > best.score) best = candidate;
  };
  for (const mention of mentions) {
    const judged = judge(mention, known, folded.text, source);
    if (!judged) continue;
    const [start, end] = original(folded, mention.start, mention.end);
    consider({ ...judged, start, end });
  }
  if (/[A-Za-z]{3}/.test(received)) for (const match of findLatin(received, source === 'form')) consider(latinCandidate(match));
  return best ? finding(best, received, field, source) : null;
}

function finding(
  { division, city, start, end, confidence }: Candidate,
  received: string,
  field: TextField,
  source: Source,
): PlaceFinding | null {
  const basis = { field, start, end, words: received.slice(start, end) };
  const certainty = Math.min(1, confidence + (source === 'form' ? 0.05 : 0));
  if (division) return fromDivision(division, source, certainty, basis);
  return city ? fromCity(city, source, certainty, basis) : null;
}

export function placeOfCode(adcode: string): PlaceFinding | null {
  const division = divisionOf(adcode);
  return division ? fromDivision(division, 'form', division.adcode === adcode ? 1 : 0.8, null) : null;
}

/** A point keeps its own coordinates; what lies nearest gives it a name. */
export function placeOfPoint(lng: number, lat: number): PlaceFinding {
  const near = nearest(lng, lat);
  const { division, city } = near ?? {};
  const confidence = near ? round(Math.max(0.4, 0.95 - near.km / 100)) : 1;
  const name = division ? withParents(division, division.name) : (city?.name ?? `${lng.toFixed(3)}, ${lat.toFixed(3)}`);
  const country = division ? 'CN' : (city?.country ?? 'ZZ');
  return {
    adcode: division?.adcode ?? city?.adcode ?? null,
    country,
    level: 'point',
    name,
    lng,
    lat,
    source: 'form',
    confidence,
    approximate: false,
    basis: null,
  };
}
