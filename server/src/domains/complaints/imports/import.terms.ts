import type { ImportMapping, ImportReading } from '@tocsin/shared/complaints';
import type { Principal } from '@tocsin/shared/identity';
import type { DateOrder } from '@tocsin/shared/kernel';
import { Problem } from '../../../platform/problems/index.js';
import type { StoredImport } from './import.repository.js';
import type { Terms } from './import.tasks.js';
import { isTimeZone } from './import.values.js';

/** Sealed with the job: it holds what people wrote. */
export interface StoredReading {
  first: string[][];
  rounded: string[];
  reading: ImportReading | null;
}

/** What was chosen, else what the values of the column suggest. */
export function orderOf({ columns, dateOrder }: ImportMapping, reading: ImportReading | null): DateOrder {
  if (dateOrder) return dateOrder;
  const [column = ''] = Object.entries(columns).find(([, target]) => target === 'occurredAt') ?? [];
  const orders = reading?.dateOrders ?? {};
  return (Object.hasOwn(orders, column) ? orders[column] : undefined) ?? 'ymd';
}

/** The terms on which a started import is read. */
export function termsOf({ layout, columns, mapping, terms, brands }: StoredImport): Terms {
  if (!mapping) throw new Problem('resource/conflict');
  return { layout, columns, mapping, brands, rounded: terms?.rounded ?? [], dateOrder: terms?.dateOrder ?? 'ymd' };
}

/** Those on which it would be read. */
export function draftTerms(job: StoredImport, { rounded, reading }: StoredReading, mapping: ImportMapping, me: Principal): Terms {
  const { layout, columns } = job;
  return { layout, columns, mapping, brands: me.brands, rounded, dateOrder: orderOf(mapping, reading) };
}

export function checkMapping(mapping: ImportMapping, columns: readonly string[]): void {
  const issues = Object.keys(mapping.columns)
    .filter((column) => !columns.includes(column))
    .map((column) => ({ path: `columns.${column}`, code: 'unknown_column', message: 'the file has no such column' }));
  const targets = Object.values(mapping.columns);
  if (!targets.includes('text')) issues.push({ path: 'columns', code: 'text_required', message: 'one column must hold the text' });
  for (const target of new Set(targets))
    if (targets.filter((t) => t === target).length > 1)
      issues.push({ path: 'columns', code: 'repeated_target', message: `two columns for ${target}` });
  if (!isTimeZone(mapping.timeZone)) issues.push({ path: 'timeZone', code: 'unknown_time_zone', message: 'is not a time zone' });
  if (issues.length > 0) throw new Problem('request/invalid', {}, { issues: issues.slice(0, 50) });
}
