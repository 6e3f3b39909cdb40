import { maskCode, type Fact } from '@tocsin/shared/complaints';
import { firstUnits } from '@tocsin/shared/kernel';
import type { IntakeRecord } from './case.types.js';

const NUMBERS = new Set<Fact['kind']>(['order', 'flight', 'batch']);
const LONGEST = 2_000;

/**
 * The numbers a complaint is looked up by, in one line for the trigram index, where each can be found by any part of it. What a list would
 * mask stays out: it could be guessed digit by digit.
 */
export function identsOf(record: Pick<IntakeRecord, 'receiptNo' | 'orderRef' | 'externalId'>, facts: readonly Fact[] = []): string {
  const found = facts.filter(({ kind }) => NUMBERS.has(kind)).map(({ value }) => value);
  const open = [record.orderRef, ...found].filter((part) => part === null || maskCode(part) === part);
  const all = [record.receiptNo, record.externalId, ...open].filter((part): part is string => Boolean(part));
  return firstUnits([...new Set(all.map((part) => part.normalize('NFKC').toLowerCase()))].join(' '), LONGEST);
}
