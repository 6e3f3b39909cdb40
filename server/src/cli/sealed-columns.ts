import { WORDS as REPLY } from '../domains/complaints/cases/replies.repository.js';
import { WORDS as MESSAGE } from '../domains/complaints/cases/messages.repository.js';
import { PREVIEW } from '../domains/complaints/imports/import.service.js';
import { CELLS } from '../domains/complaints/imports/import.writer.js';
import { PERSON, RAW } from '../domains/complaints/intake/intake.row.js';
import { TOTP } from '../identity/totp.js';

export interface SealedColumn {
  readonly table: string;
  readonly column: string;
  readonly purpose: string;
  /** SQL: what the value is bound to. Unique in the table, and the order in which it is walked. */
  readonly bound: string;
}

const ID = 'id::text';

/** Every column that holds sealed values. A test compares it with the columns that the schema has. */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  { table: 'complaint', column: 'complainant', purpose: PERSON, bound: ID },
  { table: 'complaint', column: 'raw', purpose: RAW, bound: ID },
  { table: 'complaint_message', column: 'words', purpose: MESSAGE, bound: ID },
  { table: 'complaint_reply', column: 'words', purpose: REPLY, bound: ID },
  { table: 'import_job', column: 'preview', purpose: PREVIEW, bound: ID },
  { table: 'import_error', column: 'cells', purpose: CELLS, bound: `job_id::text || ' ' || line` },
  { table: 'account', column: 'totp_secret', purpose: TOTP, bound: ID },
];
