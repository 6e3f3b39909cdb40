import type { Fact } from '@tocsin/shared/complaints';
import { firstUnits } from '@tocsin/shared/kernel';
import type { IntakeRecord } from './case.types.js';

const NUMBERS = new Set<Fact['kind']>(['order', 'flight', 'batch']);
const LONGEST = 2_000;

/** The numbers a complaint is looked up by, in one line for the trigram index. Phones and identity cards stay out: they name a person. */
export function identsOf(record: Pick<IntakeRecord, 'receiptNo' | 'orderRef' | 'externalId'>, facts: readonly Fact[] = []): string {
  const found = facts.filter(({ kind }) => NUMBERS.has(kind)).map(({ value }) => value);
  const all = [record.receiptNo, record.orderRef, record.externalId, ...found].filter((part): part is string => Boolean(part));
  return firstUnits([...new Set(all.map((part) => part.normalize('NFKC').toLowerCase()))].join(' '), LONGEST);
}
