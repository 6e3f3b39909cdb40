import { z } from 'zod';

/** How the text of a table file can be encoded. */
export const TABLE_ENCODINGS = ['utf-8', 'gb18030', 'big5', 'utf-16le', 'utf-16be', 'windows-1252', 'shift_jis'] as const;
export const TableEncoding = z.enum(TABLE_ENCODINGS);
export type TableEncoding = z.infer<typeof TableEncoding>;

export const TABLE_SEPARATORS = [',', ';', '\t', '|'] as const;
export const TableSeparator = z.enum(TABLE_SEPARATORS);
export type TableSeparator = z.infer<typeof TableSeparator>;

/** In which order a date of three numbers names its parts, where the numbers leave it open. */
export const DATE_ORDERS = ['ymd', 'dmy', 'mdy'] as const;
export const DateOrder = z.enum(DATE_ORDERS);
export type DateOrder = z.infer<typeof DateOrder>;

/** Why a table cannot be read, each with the sentence that the API gives as its reason. */
export const TABLE_FAULTS = {
  empty: 'the file is empty',
  no_rows: 'no rows',
  not_a_table: 'neither a spreadsheet nor text',
  damaged: 'damaged or not a table',
  encrypted: 'protected by a password',
  bad_byte: 'a byte that is not valid in the encoding',
  nul: 'a NUL character',
  quote_not_closed: 'a quote is not closed',
  row_too_long: 'a row of more than a million characters',
  too_many_columns: 'more than 200 columns',
  too_many_rows: 'more than a million rows',
  too_many_cells: 'more than five million cells',
  too_large: 'too large when unpacked',
  too_dense: 'packed more densely than any real table',
  too_many_parts: 'more parts than any real workbook has',
  overlapping_parts: 'parts of the archive overlap or repeat',
  too_much_memory: 'reading it takes more memory than is allowed',
  too_slow: 'reading it takes longer than is allowed',
  no_such_sheet: 'the workbook has no such sheet',
  no_such_row: 'the file has no such row',
} as const;
export type TableFaultCode = keyof typeof TABLE_FAULTS;
export const TABLE_FAULT_CODES = Object.keys(TABLE_FAULTS) as [TableFaultCode, ...TableFaultCode[]];
