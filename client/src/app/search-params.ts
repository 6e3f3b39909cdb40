type Plain = Record<string, unknown>;

/** Readable addresses: `?channel=web&channel=app`, not JSON inside a parameter. Everything is text; each route's schema says what it means. */
export function parseSearch(text: string): Plain {
  const params = new URLSearchParams(text);
  const search = new Map<string, unknown>();
  for (const key of new Set(params.keys())) {
    const values = params.getAll(key);
    search.set(key, values.length > 1 ? values : values[0]);
  }
  // By assignment a parameter called `__proto__` would be lost.
  return Object.fromEntries(search);
}

export function stringifySearch(search: Plain): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    if (value === undefined || value === null || value === '') continue;
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) params.append(key, String(one));
  }
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}
