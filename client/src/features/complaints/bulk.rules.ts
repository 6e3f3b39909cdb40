import { canChangeStatus, COMPLAINT_STATUSES, type ComplaintRow, type ComplaintStatus } from '@tocsin/shared/complaints';

export interface BulkEffect {
  /** Those that may take the step. */
  ids: readonly ComplaintRow['id'][];
  /** How many may not, by the status they are in. */
  staying: readonly { status: ComplaintStatus; n: number }[];
}

/** What a step would do to the complaints that were ticked. */
export function effectOf(rows: readonly ComplaintRow[], to: ComplaintStatus): BulkEffect {
  const stays = rows.filter(({ status }) => !canChangeStatus(status, to));
  const staying = COMPLAINT_STATUSES.map((status) => ({ status, n: stays.filter((row) => row.status === status).length }));
  return { ids: rows.filter(({ status }) => canChangeStatus(status, to)).map(({ id }) => id), staying: staying.filter(({ n }) => n > 0) };
}

export function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}
