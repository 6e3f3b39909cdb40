/** What `JSON.stringify` makes of half a surrogate pair and of NUL; also of these letters behind a backslash that somebody typed. */
const SUSPECT = /\\u(?:d[89a-f]|0000)/;

/**
 * A value as a JSON document that `jsonb` takes, whatever is in it. Words that people wrote are checked when they come in; this is the
 * second lock, for what is derived from them: half a character is stored as U+FFFD rather than refused with the whole batch.
 */
export function toJson(value: unknown): string {
  const json = JSON.stringify(value ?? null);
  return SUSPECT.test(json) ? JSON.stringify(JSON.parse(json), storable) : json;
}

function storable(_key: string, value: unknown): unknown {
  if (typeof value === 'string') return clean(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [clean(key), inner]));
}

const clean = (text: string): string => text.toWellFormed().replaceAll('\u0000', '\ufffd');
