import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { evaluate } from './metrics.mjs';

/**
 * Yardsticks, kept as plain as their textbook descriptions: an online leader on TF-IDF cosine over an inverted index, and MinHash-LSH.
 * Both see words (letters) or character pairs (Chinese), one document at a time.
 */
function featuresOf({ title = '', text }) {
  const counts = new Map();
  const add = (feature, count) => counts.set(feature, (counts.get(feature) ?? 0) + count);
  for (const [part, weight] of [
    [title, 3],
    [text, 1],
  ]) {
    for (const [run] of part
      .toLowerCase()
      .normalize('NFKC')
      .matchAll(/[\u3400-\u9fff]+|[\p{L}\p{N}]+/gu)) {
      if (/[\u3400-\u9fff]/.test(run)) for (let i = 0; i + 1 < run.length; i++) add(run.slice(i, i + 2), weight);
      else add(run, weight);
    }
  }
  return counts;
}

function leader(docs, threshold) {
  const df = new Map();
  const postings = new Map();
  const groups = [];
  return docs.map((doc, n) => {
    const vector = [...featuresOf(doc)].map(([term, tf]) => [
      term,
      (1 + Math.log(tf)) * Math.log(1 + (n + 1) / ((df.get(term) ?? 0) + 0.5)),
    ]);
    const norm = Math.hypot(...vector.map(([, weight]) => weight)) || 1;
    const scores = new Map();
    for (const [term, weight] of vector) {
      df.set(term, (df.get(term) ?? 0) + 1);
      for (const [other, otherWeight] of (postings.get(term) ?? []).slice(-400))
        scores.set(other, (scores.get(other) ?? 0) + (weight / norm) * otherWeight);
    }
    let best = -1;
    for (const [other, score] of scores) if (score >= threshold && (best < 0 || score > scores.get(best))) best = other;
    groups.push(best < 0 ? n : groups[best]);
    for (const [term, weight] of vector) {
      const list = postings.get(term) ?? [];
      list.push([n, weight / norm]);
      postings.set(term, list);
    }
    return groups[n];
  });
}

const HASHES = 64;
const BANDS = 32;

function mix(text, seed) {
  let hash = seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}

function minHash(docs) {
  const tables = Array.from({ length: BANDS }, () => new Map());
  const groups = [];
  return docs.map((doc, n) => {
    const features = [...featuresOf(doc).keys()];
    const signature = Array.from({ length: HASHES }, (_, h) =>
      features.reduce((least, feature) => Math.min(least, mix(feature, 0x811c9dc5 + h * 0x9e3779b1)), 0xffffffff),
    );
    let found;
    tables.forEach((table, band) => {
      const key = signature.slice((band * HASHES) / BANDS, ((band + 1) * HASHES) / BANDS).join(',');
      if (features.length > 0) found ??= table.get(key);
      table.set(key, groups[table.get(key)] ?? n);
    });
    groups.push(found ?? n);
    return groups[n];
  });
}

export function* runPeers(docs, labels) {
  for (const [peer, assign] of [
    ['online leader, TF-IDF cosine .20', () => leader(docs, 0.2)],
    ['MinHash-LSH, 64 hashes in 32 bands', () => minHash(docs)],
  ]) {
    const started = process.cpuUsage();
    const groups = assign();
    const { user, system } = process.cpuUsage(started);
    yield { peer, ...evaluate(labels, groups, groups), docsPerCpuSecond: (docs.length * 1e6) / (user + system) };
  }
}

const SCRIPT = fileURLToPath(new URL('sklearn_peer.py', import.meta.url));
const PYTHONS = ['/usr/bin/python3', 'python3'];
const MOST_OUTPUT = 256 * 1024 * 1024;

/** Batch methods that see all texts at once, an advantage no stream has. Run only where Python has scikit-learn. */
export function* runScikit(docs, labels) {
  const python = PYTHONS.find((one) => spawnSync(one, ['-c', 'import sklearn']).status === 0);
  if (!python) {
    yield { peer: 'scikit-learn', skipped: 'no Python with scikit-learn here (Debian: python3-sklearn)' };
    return;
  }
  const started = performance.now();
  const input = JSON.stringify(docs.map(({ title = '', text }) => `${title}\n${text}`));
  const { status, stdout, stderr } = spawnSync(python, [SCRIPT], { input, encoding: 'utf8', maxBuffer: MOST_OUTPUT });
  if (status !== 0) {
    yield { peer: 'scikit-learn', skipped: stderr.trim().split('\n').at(-1) };
    return;
  }
  const seconds = (performance.now() - started) / 1_000;
  for (const [peer, groups] of Object.entries(JSON.parse(stdout)))
    yield { peer, batch: true, ...evaluate(labels, groups, groups), secondsForAll: seconds };
}
