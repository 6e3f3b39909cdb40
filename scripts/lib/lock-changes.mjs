/**
 * The packages that two lock files (parsed `package-lock.json`) name differently, sorted by name. Entries that are optional in whichever file has them
 * do not count: they are builds for other platforms, and a registry gains or lacks them without anybody changing this project.
 */
export function lockChanges(before, after) {
  const [old, now] = [before.packages ?? {}, after.packages ?? {}];
  const names = new Set([...Object.keys(old), ...Object.keys(now)]);
  return [...names].filter((name) => !isOptional(old[name], now[name]) && !same(old[name], now[name])).sort();
}

function isOptional(...entries) {
  return entries.every((entry) => entry === undefined || entry.optional === true || entry.devOptional === true);
}

/** By content: npm may write the members of an entry in another order. */
function same(left, right) {
  return JSON.stringify(sorted(left)) === JSON.stringify(sorted(right));
}

function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  );
}
