/** Partition measures over labelled rows. BCubed by Bagga & Baldwin 1998 / Amigó 2009, AMI after Vinh et al. 2010 (arithmetic mean). */

function contingency(labels, clusters) {
  const rows = new Map();
  const columns = new Map();
  const cells = new Map();
  labels.forEach((label, i) => {
    const cluster = clusters[i];
    rows.set(label, (rows.get(label) ?? 0) + 1);
    columns.set(cluster, (columns.get(cluster) ?? 0) + 1);
    const row = cells.get(label) ?? new Map();
    row.set(cluster, (row.get(cluster) ?? 0) + 1);
    cells.set(label, row);
  });
  return { rows, columns, cells, total: labels.length };
}

const entropy = (counts, total) => [...counts.values()].reduce((sum, count) => sum - (count / total) * Math.log(count / total), 0);

function logFactorials(upTo) {
  const table = new Float64Array(upTo + 1);
  for (let i = 2; i <= upTo; i++) table[i] = table[i - 1] + Math.log(i);
  return table;
}

const sizesOf = (counts) => {
  const sizes = new Map();
  for (const count of counts.values()) sizes.set(count, (sizes.get(count) ?? 0) + 1);
  return sizes;
};

/** Mutual information that a random partition with the same sizes would have: what the adjustment takes away. */
function expectedInformation(rows, columns, total) {
  const log = logFactorials(total);
  let expected = 0;
  for (const [a, timesA] of sizesOf(rows)) {
    for (const [b, timesB] of sizesOf(columns)) {
      const fixed = log[a] + log[b] + log[total - a] + log[total - b] - log[total];
      for (let both = Math.max(1, a + b - total); both <= Math.min(a, b); both++) {
        const chance = fixed - log[both] - log[a - both] - log[b - both] - log[total - a - b + both];
        if (chance > -60) expected += timesA * timesB * (both / total) * Math.log((total * both) / (a * b)) * Math.exp(chance);
      }
    }
  }
  return expected;
}

export function partition(labels, clusters) {
  const { rows, columns, cells, total } = contingency(labels, clusters);
  let precision = 0;
  let recall = 0;
  let information = 0;
  let pairs = 0;
  const choose = (n) => (n * (n - 1)) / 2;
  for (const [label, row] of cells) {
    for (const [cluster, both] of row) {
      const a = rows.get(label);
      const b = columns.get(cluster);
      precision += (both * both) / b / total;
      recall += (both * both) / a / total;
      information += (both / total) * Math.log((total * both) / (a * b));
      pairs += choose(both);
    }
  }
  const pairsA = [...rows.values()].reduce((sum, n) => sum + choose(n), 0);
  const pairsB = [...columns.values()].reduce((sum, n) => sum + choose(n), 0);
  const chance = (pairsA * pairsB) / choose(total);
  const mean = (entropy(rows, total) + entropy(columns, total)) / 2;
  const expected = expectedInformation(rows, columns, total);
  return {
    bcubedPrecision: precision,
    bcubedRecall: recall,
    bcubedF1: (2 * precision * recall) / (precision + recall),
    nmi: mean > 0 ? information / mean : 1,
    ami: mean - expected > 1e-12 ? (information - expected) / (mean - expected) : 1,
    ari: (pairsA + pairsB) / 2 === chance ? 1 : (pairs - chance) / ((pairsA + pairsB) / 2 - chance),
    clusters: columns.size,
  };
}

/** Share of outsiders among the rows of clusters that hold at least two labelled rows. Undefined where every row is labelled. */
export function contamination(labels, clusters) {
  const inside = new Map();
  labels.forEach((label, i) => label !== null && inside.set(clusters[i], (inside.get(clusters[i]) ?? 0) + 1));
  const outsiders = labels.filter((label, i) => label === null && (inside.get(clusters[i]) ?? 0) >= 2).length;
  const members = [...inside.values()].filter((count) => count >= 2).reduce((sum, count) => sum + count, 0);
  return labels.includes(null) ? outsiders / (outsiders + members || 1) : undefined;
}

/** Share of incidents with three rows or more that one cluster held whole when their third row had arrived. */
export function detectedAtThird(labels, firstClusters) {
  const totals = new Map();
  for (const label of labels) if (label !== null) totals.set(label, (totals.get(label) ?? 0) + 1);
  const firstThree = new Map();
  labels.forEach((label, i) => {
    if (label === null) return;
    const seen = firstThree.get(label) ?? [];
    if (seen.length < 3) firstThree.set(label, [...seen, firstClusters[i]]);
  });
  const large = [...firstThree].filter(([label]) => totals.get(label) >= 3);
  return large.length === 0 ? undefined : large.filter(([, three]) => new Set(three).size === 1).length / large.length;
}

export function evaluate(labels, finals, firsts) {
  const known = labels.map((label, i) => (label === null ? -1 : i)).filter((i) => i >= 0);
  const pick = (values) => known.map((i) => values[i]);
  return {
    final: known.length > 1 ? partition(pick(labels), pick(finals)) : {},
    arrival: known.length > 1 ? partition(pick(labels), pick(firsts)) : {},
    contamination: contamination(labels, finals),
    arrivalContamination: contamination(labels, firsts),
    detectedAtThird: detectedAtThird(labels, firsts),
  };
}
