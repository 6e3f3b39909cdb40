import { exportColumnOf, type ExportRecord, type ImportTarget, type ReadHeader } from '@tocsin/shared/complaints';

/** Which field each column of our own exports is; the others say what this house made of a complaint. */
const OWN: Partial<Record<keyof ExportRecord, ImportTarget>> = {
  source: 'source',
  externalId: 'externalId',
  channel: 'channel',
  occurredAt: 'occurredAt',
  text: 'text',
  subject: 'subject',
  product: 'product',
  brand: 'brand',
  orderRef: 'orderRef',
  demands: 'demands',
  amountMinor: 'amountMinor',
  amountCurrency: 'currency',
  lang: 'lang',
  placeGiven: 'place',
  complainantName: 'name',
  complainantPhone: 'phone',
  complainantEmail: 'email',
  complainantRef: 'ref',
  reachUrl: 'reachUrl',
};
const OWN_MARKS: readonly (keyof ExportRecord)[] = ['receiptNo', 'rawSha256', 'text'];

/** Our own exports name every column, by key or in either language; nothing in them is a guess. */
export function ownMapping(columns: readonly string[]): Record<string, ImportTarget> | null {
  const named = ownColumns(columns);
  if (named === null) return null;
  return Object.fromEntries(
    named.flatMap(({ name, column, lang }) => {
      // In a table for people the sum stands in whole units, under a name of its own.
      const target = column === 'amountMinor' && lang !== null ? 'amount' : OWN[column];
      return target === undefined ? [] : [[name, target] as const];
    }),
  );
}

function ownColumns(columns: readonly string[]): (ReadHeader & { name: string })[] | null {
  const named = columns.flatMap((name) => {
    const read = exportColumnOf(name);
    return read === null ? [] : [{ ...read, name }];
  });
  return OWN_MARKS.every((mark) => named.some(({ column }) => column === mark)) ? named : null;
}

/** Where in our own exports the receipt number stands; null in any other file, whose numbers are those of another house. */
export function receiptColumn(columns: readonly string[]): number | null {
  const name = ownColumns(columns)?.find(({ column }) => column === 'receiptNo')?.name;
  return name === undefined ? null : columns.indexOf(name);
}

/** The time zone that the headers of our own exports name; null where none does. */
export function guessTimeZone(columns: readonly string[]): string | null {
  const own = ownColumns(columns);
  if (own === null) return null;
  // The bare keys head times in UTC that say so themselves.
  return own.find(({ timeZone }) => timeZone !== null)?.timeZone ?? null;
}
