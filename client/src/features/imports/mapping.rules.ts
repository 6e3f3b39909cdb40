import type { ImportTarget } from '@tocsin/shared/complaints';

export type Columns = Readonly<Record<string, ImportTarget>>;

/** A field holds one column: taking it for another frees the first. */
export function mapped(columns: Columns, column: string, target: ImportTarget | null): Columns {
  const rest = Object.entries(columns).filter(([name, other]) => name !== column && other !== target);
  return Object.fromEntries(target === null ? rest : [...rest, [column, target]]);
}

export const hasText = (columns: Columns): boolean => Object.values(columns).includes('text');
