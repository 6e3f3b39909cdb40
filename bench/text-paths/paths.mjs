import { excerptOf, maskInPlace, maskText, NewComplaint } from '@tocsin/shared/complaints';
import { firstCharacters } from '@tocsin/shared/kernel';
import { Engine, prepare } from '../../server/dist/domains/clustering/engine/index.js';
import { clausesOf } from '../../server/dist/domains/clustering/groups/phrase.rules.js';
import { enrich } from '../../server/dist/domains/complaints/enrichment/index.js';
import { extractFacts } from '../../server/dist/domains/complaints/enrichment/facts.js';
import { fold } from '../../server/dist/domains/complaints/enrichment/fold.js';
import { searchTerms } from '../../server/dist/domains/complaints/enrichment/terms.js';
import { instantIn } from '../../server/dist/domains/complaints/imports/import.dates.js';
import { demandsIn, moneyIn } from '../../server/dist/domains/complaints/imports/import.values.js';
import { searchOf } from '../../server/dist/domains/complaints/search/search-terms.js';
import { csvLine } from '../../server/dist/platform/rows/csv.js';
import { normaliseText } from '../../server/dist/platform/text/index.js';
import { SHAPES } from './shapes.mjs';

const LENGTH = 20_000;
const input = (text) => ({ text, channel: 'web', subject: firstCharacters(text, 200), place: firstCharacters(text, 100) });

function push(prepared) {
  const engine = new Engine({ termBits: 14, duplicateBits: 12, refineEvery: 10, capacity: 1_024, sleepers: 64 });
  return engine.push(prepared);
}

/** Where a text goes: what the serving thread does with it, then what the reading threads and the engine do. */
const PATHS = {
  'contract of intake': (text) => NewComplaint.safeParse({ text, channel: 'web' }).success,
  'mask (lists)': (text) => maskText(text).length,
  'mask in place (details, exports)': (text) => maskInPlace(text).length,
  'excerpt of a row': (text) => excerptOf(text).length,
  'search words': (text) => searchOf(Array.from(text).slice(0, 200).join(''), () => null).query?.length ?? 0,
  'CSV cell': (text) => csvLine([text]).length,
  'NDJSON line': (text) => JSON.stringify({ text }).length,
  'import cells': (text) => [moneyIn(text), instantIn(text, 'Asia/Shanghai'), demandsIn(text)].length,
  facts: (text) => extractFacts(text, fold(text), 'text').length,
  normalise: (text) => normaliseText(text).text.length,
  'search terms': (text) => searchTerms([normaliseText(text).text]).length,
  'all readings': (text) => enrich(input(text)).terms.length,
  'engine: features': (text) => prepare({ id: 'a', at: 1, text }).features.length,
  'clauses for titles': (text) => clausesOf([text]).length,
};

let kept = 0;
function fastest(work, rounds) {
  let best = Infinity;
  for (let i = 0; i < rounds; i++) {
    const started = performance.now();
    kept += Number(work());
    best = Math.min(best, performance.now() - started);
  }
  return best;
}

const rawLoop = (text) => {
  let sum = 0;
  for (let i = 0; i < text.length; i++) sum += text.charCodeAt(i);
  return sum;
};

/** The slowest shape of each path, in ms for 20,000 characters. */
export function measurePaths(rounds) {
  const texts = SHAPES.map(([name, ofLength]) => ({ name, text: ofLength(LENGTH), double: ofLength(2 * LENGTH) }));
  const rows = Object.entries({ ...PATHS, 'engine: push': null }).map(([path, work]) => {
    const run = work ?? engineRun();
    for (const { text } of texts) run(text);
    const timed = texts.map(({ name, text, double }) => ({ name, text, double, ms: fastest(() => run(text), rounds) }));
    const { name, text, double, ms } = timed.reduce((a, b) => (b.ms > a.ms ? b : a));
    const raw = fastest(() => rawLoop(text), rounds);
    return { path, shape: name, ms, twice: fastest(() => run(double), rounds) / ms, rawMs: raw };
  });
  if (kept === 0) throw new Error('nothing was done');
  return rows;
}

/** What was read is kept, so that the push alone is timed. */
function engineRun() {
  const read = new Map();
  return (text) => {
    if (!read.has(text)) read.set(text, prepare({ id: 'a', at: 1, text }));
    return push(read.get(text)) === undefined ? 0 : 1;
  };
}
