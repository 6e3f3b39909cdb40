import type { CellObject } from '@e965/xlsx';

/** What the number format of a cell makes of its number, where that changes what it says. */
export interface NumberFormats {
  isDate: (format: string) => boolean;
  /** Days between the two ways in which workbooks count. */
  date1904: boolean;
}

const DAYS_1904 = 1_462;
const DAY_MS = 86_400_000;
/** Day 0 of the serial numbers, as everything after February 1900 is counted: spreadsheets believe in a 29 February 1900. */
const DAY_ZERO = Date.UTC(1899, 11, 30);
/** 31 December 9999. */
const LAST_DAY = 2_958_465;
/** `000000`: a number that is shown with its leading zeros, as an id is. */
const PADDED = /^0{2,30}$/;
const CURRENCY = /\[\$([^\]-]+)[^\]]*\]|(HK\$|NT\$|US\$|€|£)|(\$)/;

/** A cell as the text that stands for its value; errors and blanks say nothing. */
export function cellText(cell: CellObject | undefined, formats: NumberFormats): string {
  if (cell?.v === undefined || cell.t === 'e' || cell.t === 'z') return '';
  if (cell.t === 'b') return String(cell.v === true);
  if (cell.v instanceof Date) return wallTime(cell.v.getTime());
  return typeof cell.v === 'number' ? numberText(cell.v, typeof cell.z === 'string' ? cell.z : 'General', formats) : String(cell.v);
}

function numberText(value: number, format: string, { isDate, date1904 }: NumberFormats): string {
  if (format !== 'General' && isDate(format)) return dateText(value, date1904) ?? plainNumber(value);
  if (PADDED.test(format) && Number.isInteger(value) && value >= 0) return plainNumber(value).padStart(format.length, '0');
  const currency = currencyIn(format);
  return currency === null ? plainNumber(value) : `${currency} ${plainNumber(value)}`;
}

/** Yuan are what an amount without a currency means; any other must not be lost. */
function currencyIn(format: string): string | null {
  const [, bracketed, told, dollar] = CURRENCY.exec(format.replaceAll('\\', '')) ?? [];
  const currency = (bracketed ?? told ?? dollar)?.trim();
  return currency === undefined || currency === '' || currency === '¥' || currency === '￥' ? null : currency;
}

/** A spreadsheet's time has no zone. Less than a day is a time of day. */
function dateText(serial: number, date1904: boolean): string | null {
  if (!Number.isFinite(serial) || serial < 0 || serial > LAST_DAY) return null;
  if (serial < 1) return wallTime(Math.round(serial * 86_400) * 1_000).slice(11);
  const day = serial + (date1904 ? DAYS_1904 : 0);
  // Before 1 March 1900 the count is one day ahead of that belief.
  const days = day < 60 ? day + 1 : day;
  return wallTime(DAY_ZERO + Math.round(days * 86_400) * (DAY_MS / 86_400));
}

const wallTime = (ms: number): string =>
  new Date(ms)
    .toISOString()
    .slice(0, 19)
    .replace('T', ' ')
    .replace(/ 00:00:00$/, '');

/** Order and phone numbers are numbers to a spreadsheet: `1.38e+10` would be a number nobody dialled. */
const plainNumber = (value: number): string =>
  Number.isInteger(value) && Math.abs(value) < 1e21 ? BigInt(value).toString() : String(Number(value.toPrecision(15)));
