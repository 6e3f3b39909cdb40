import { DEFAULT_TIME_ZONE, isTimeZone } from '../kernel/index.js';
import { EXPORT_COLUMNS, type ExportRecord } from './export.contract.js';
import { EXPORT_COLUMN_WORDS, EXPORT_VALUE_WORDS, type ExportLang } from './export.dictionary.js';

export type ExportColumn = keyof ExportRecord;

const LISTS = { zh: '、', en: ', ' } as const;
const YES_NO = { zh: ['否', '是'], en: ['no', 'yes'] } as const;
const ZONES = { zh: (name: string, zone: string) => `${name}（${zone}）`, en: (name: string, zone: string) => `${name} (${zone})` };
const TIMES: ReadonlySet<ExportColumn> = new Set(['receivedAt', 'occurredAt']);

/** What heads a column in a table for people; the times name the zone they are in. */
export const exportHeader = (column: ExportColumn, lang: ExportLang, timeZone: string = DEFAULT_TIME_ZONE): string =>
  TIMES.has(column) ? ZONES[lang](EXPORT_COLUMN_WORDS[lang][column], timeZone) : EXPORT_COLUMN_WORDS[lang][column];

export interface ReadHeader {
  column: ExportColumn;
  /**
   * Null for the bare key, as in files without a language: times are UTC and `amountMinor` counts the smallest unit. Some English names read
   * like their key; of those the values alone tell whether they are words or codes.
   */
  lang: ExportLang | null;
  timeZone: string | null;
}

const folded = (header: string): string => header.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ');
const named = (column: ExportColumn, lang: ExportLang | null): [string, Omit<ReadHeader, 'timeZone'>] => [
  folded(lang === null ? column : EXPORT_COLUMN_WORDS[lang][column]),
  { column, lang },
];
/** The bare keys last: they are what files carried from the beginning. */
const KNOWN = new Map(EXPORT_COLUMNS.flatMap((column) => [named(column, 'en'), named(column, 'zh'), named(column, null)]));

/** Which column of an exported table stands under a header, in either language or by its bare key; null for any other header. */
export function exportColumnOf(header: string): ReadHeader | null {
  const text = folded(header);
  const plain = KNOWN.get(text);
  if (plain) return { ...plain, timeZone: null };
  const zoned = /^(.+?) ?\(([^()]+)\)$/.exec(text);
  const known = KNOWN.get(zoned?.[1] ?? '');
  if (!known || !TIMES.has(known.column)) return null;
  // Folded to lower case above; Intl takes zone names in any case.
  const timeZone = zoned?.[2] ?? '';
  return isTimeZone(timeZone) ? { ...known, timeZone: new Intl.DateTimeFormat('en-US', { timeZone }).resolvedOptions().timeZone } : null;
}

const walls = new Map<string, Intl.DateTimeFormat>();

/** `2026-01-02 11:04:05` on the wall of a zone: sorts as text, and spreadsheets read it as a time. */
export function wallTime(at: string, timeZone: string): string {
  let format = walls.get(timeZone);
  if (!format) {
    const day = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
    const time = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
    format = new Intl.DateTimeFormat('en-US', { timeZone, ...day, ...time });
    walls.set(timeZone, format);
  }
  const part = Object.fromEntries(format.formatToParts(new Date(at)).map(({ type, value }) => [type, value]));
  return `${part['year']}-${part['month']}-${part['day']} ${part['hour']}:${part['minute']}:${part['second']}`;
}

function majorUnits(minor: number, currency: string): string {
  const places = new Intl.NumberFormat('en-US', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  const digits = String(Math.abs(minor)).padStart(places + 1, '0');
  const sign = minor < 0 ? '-' : '';
  return sign + (places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`);
}

export type ExportCell = string | number | null;

/** The record as a reader of `lang` expects it: words for codes, the time of their own clock, money in whole units. */
export function exportCells(record: ExportRecord, lang: ExportLang, timeZone: string = DEFAULT_TIME_ZONE): ExportCell[] {
  const words = EXPORT_VALUE_WORDS[lang];
  const said: Partial<Record<ExportColumn, ExportCell>> = {
    channel: words.channel[record.channel],
    receivedAt: wallTime(record.receivedAt, timeZone),
    occurredAt: record.occurredAt === null ? null : wallTime(record.occurredAt, timeZone),
    status: words.status[record.status],
    validity: words.validity[record.validity],
    invalidReason: record.invalidReason === null ? null : words.invalidReason[record.invalidReason],
    emotion: record.emotion === null ? null : words.emotion[record.emotion],
    flags: record.flags.map((flag) => words.flag[flag]).join(LISTS[lang]),
    demands: record.demands.map((demand) => words.demand[demand]).join(LISTS[lang]),
    history: YES_NO[lang][record.history ? 1 : 0] ?? null,
    amountMinor: record.amountMinor === null ? null : majorUnits(record.amountMinor, record.amountCurrency ?? 'CNY'),
  };
  return EXPORT_COLUMNS.map((column) => (column in said ? (said[column] ?? null) : plainCell(record, column)));
}

/** Lists as one cell: codes by spaces, each attachment on a line of its own as checksum tools write it. */
function plainCell(record: ExportRecord, column: ExportColumn): ExportCell {
  const value = record[column];
  if (typeof value === 'boolean') return String(value);
  if (!Array.isArray(value)) return value;
  return column === 'attachments' ? record.attachments.map(({ sha256, name }) => `${sha256}  ${name}`).join('\n') : value.join(' ');
}

/** The record as machines read it: codes, UTC, smallest units. */
export const exportCodes = (record: ExportRecord): ExportCell[] => EXPORT_COLUMNS.map((column) => plainCell(record, column));
