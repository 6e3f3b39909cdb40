import type { DateOrder } from '@tocsin/shared/kernel';
import { LONGEST_VALUE } from './import.values.js';

/** What the times in other people's tables mean. Null for what cannot be made out. */

const folded = (text: string): string => text.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ');

const WITH_ZONE = /^(\d{4}-\d{2}-\d{2})[t ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?) ?(z|utc|gmt|(?:utc|gmt)?[+-]\d{2}:?\d{2})$/;
const WEEKDAY =
  /[(（]?(?:星期|周)[一二三四五六日天][)）]?|\b(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)(?:day|nesday|rsday|urday)?\b[.,]?/g;
const HALF = '上午|早上|早晨|凌晨|中午|下午|傍晚|晚上|晚|am|pm|a\\.m\\.|p\\.m\\.';
const TIME = new RegExp(
  `(?:^|[ t]|(?<=日))(${HALF})? ?(\\d{1,2}) ?[:时点] ?(\\d{1,2})?(?: ?[:分] ?(\\d{1,2})?(?:[.,]\\d+)?)? ?[秒分]? ?(${HALF})?$`,
);
const YEAR_FIRST = /^(\d{4}) ?[-/.年] ?(\d{1,2}) ?[-/.月] ?(\d{1,2}) ?日?$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const COMPACT_TIME = /^(\d{8}) ?(\d{2}):?(\d{2})(?::?(\d{2}))?$/;
const THREE = /^(\d{1,2}) ?[-/.] ?(\d{1,2}) ?[-/.] ?(\d{4}|\d{2})$/;
const DAY_MONTH = /^(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})\.?,?[ -](\d{4}|\d{2})$/;
const MONTH_DAY = /^([a-z]{3,9})\.?[ -](\d{1,2})(?:st|nd|rd|th)?,?[ -](\d{4})$/;
const SERIAL = /^(\d{5})(\.\d+)?$/;
const UNIX = /^1\d{9}(?:\d{3})?$/;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** 1 January 2000 to 31 December 2099, as spreadsheets count days. */
const [FIRST_SERIAL, LAST_SERIAL] = [36_526, 73_050];
const SERIAL_ZERO = Date.UTC(1899, 11, 30);

interface Day {
  year: number;
  month: number;
  day: number;
}

interface Wall extends Day {
  hour: number;
  minute: number;
  second: number;
}

/** A time on the wall of `timeZone`, unless it carries its own offset. */
export function instantIn(cell: string, timeZone: string, order: DateOrder = 'ymd'): string | null {
  if (cell.trim().length > LONGEST_VALUE) return null;
  const text = folded(cell);
  const zoned = WITH_ZONE.exec(text);
  if (zoned) return isoOf(Date.parse(`${zoned[1] ?? ''}T${zoned[2] ?? ''}${offsetIn(zoned[3] ?? '')}`));
  if (UNIX.test(text)) return isoOf(Number(text) * (text.length === 10 ? 1_000 : 1));
  const wall = serialIn(text) ?? wallIn(text, order);
  if (wall === null) return null;
  const { year, month, day, hour, minute, second } = wall;
  const ms = Date.UTC(year, month - 1, day, hour, minute, second);
  return isoOf(ms - offsetOf(ms - offsetOf(ms, timeZone), timeZone));
}

const offsetIn = (told: string): string => {
  const numbers = told.replace(/^(utc|gmt)/, '');
  return numbers === '' || numbers === 'z' ? 'Z' : numbers.replace(/^([+-]\d{2}):?(\d{2})$/, '$1:$2');
};

function serialIn(text: string): Wall | null {
  const match = SERIAL.exec(text);
  const serial = Number(text);
  if (!match || serial < FIRST_SERIAL || serial > LAST_SERIAL) return null;
  const at = new Date(SERIAL_ZERO + Math.round(serial * 86_400) * 1_000);
  const day = { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() };
  return { ...day, hour: at.getUTCHours(), minute: at.getUTCMinutes(), second: at.getUTCSeconds() };
}

function wallIn(given: string, order: DateOrder): Wall | null {
  const compact = COMPACT_TIME.exec(given);
  const text = (compact ? `${compact[1] ?? ''} ${compact[2] ?? ''}:${compact[3] ?? ''}:${compact[4] ?? '00'}` : given)
    .replace(WEEKDAY, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const time = TIME.exec(text);
  const date = text.replace(TIME, '').replace(/[t, ]+$/, '');
  const day = dayIn(date, order);
  if (!day) return null;
  const [hour, minute, second] = [hourIn(time), Number(time?.[3] ?? 0), Number(time?.[4] ?? 0)];
  if (hour === null || minute > 59 || second > 59) return null;
  return { ...day, hour, minute, second };
}

function hourIn(time: RegExpExecArray | null): number | null {
  if (!time) return 0;
  const hour = Number(time[2] ?? 0);
  const half = time[1] ?? time[5];
  if (hour > 23) return null;
  if (half === undefined || hour > 12) return hour;
  const afternoon = /^(下午|傍晚|晚上|晚|pm|p\.m\.)$/.test(half) || (half === '中午' && hour < 11);
  if (afternoon) return hour === 12 ? (half.startsWith('晚') ? 0 : 12) : hour + 12;
  return hour === 12 && half !== '中午' ? 0 : hour;
}

function dayIn(text: string, order: DateOrder): Day | null {
  const first = YEAR_FIRST.exec(text) ?? COMPACT.exec(text);
  if (first) return real(Number(first[1]), Number(first[2]), Number(first[3]));
  const dayMonth = DAY_MONTH.exec(text);
  if (dayMonth) return real(fullYear(dayMonth[3]), monthIn(dayMonth[2]), Number(dayMonth[1]));
  const monthDay = MONTH_DAY.exec(text);
  if (monthDay) return real(fullYear(monthDay[3]), monthIn(monthDay[1]), Number(monthDay[2]));
  const three = THREE.exec(text);
  return three ? threeIn(three, order) : null;
}

/** Numbers that can be read in one order only are read in that one, whatever was chosen for the others. */
function threeIn([, a = '', b = '', c = '']: RegExpExecArray, order: DateOrder): Day | null {
  if (order === 'ymd') {
    const yearFirst = a.length === 2 && c.length === 2 ? real(fullYear(a), Number(b), Number(c)) : null;
    if (yearFirst) return yearFirst;
  }
  const dmy = real(fullYear(c), Number(b), Number(a));
  const mdy = real(fullYear(c), Number(a), Number(b));
  if (order === 'ymd') return dmy && mdy && a !== b ? null : (dmy ?? mdy);
  return order === 'dmy' ? (dmy ?? mdy) : (mdy ?? dmy);
}

const fullYear = (told: string | undefined): number => Number(told) + (told?.length === 2 ? 2_000 : 0);
const monthIn = (name = ''): number => MONTHS.findIndex((month) => name.startsWith(month)) + 1;

function real(year: number, month: number, day: number): Day | null {
  const at = new Date(Date.UTC(year, month - 1, day));
  return at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? { year, month, day } : null;
}

export type OrderEvidence = DateOrder | 'open';

/** What one cell tells about the order of the dates in its column; null when it is no date of three numbers. */
export function orderShownBy(cell: string): OrderEvidence | null {
  if (cell.length > 40 || !/^\s*\d/.test(cell)) return null;
  const text = folded(cell).replace(/[ t,].*$/, '');
  if (YEAR_FIRST.test(text) || COMPACT.test(text)) return 'ymd';
  const [, a, b, c] = THREE.exec(text) ?? [];
  if (a === undefined || b === undefined) return null;
  const [dmy, mdy] = [real(fullYear(c), Number(b), Number(a)), real(fullYear(c), Number(a), Number(b))];
  if (dmy && mdy) return 'open';
  return dmy ? 'dmy' : mdy ? 'mdy' : null;
}

const isoOf = (ms: number): string | null => (Number.isNaN(ms) ? null : new Date(ms).toISOString());

const MOST_FORMATS = 50;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Kept for the zones in use, and not for every spelling that anybody ever sends. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const parts = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' } as const;
  const format = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', ...parts });
  if (formats.size >= MOST_FORMATS) formats.clear();
  formats.set(timeZone, format);
  return format;
}

export const formatsKept = (): number => formats.size;

/** How far the wall clock of a zone is ahead of UTC at an instant. */
function offsetOf(ms: number, timeZone: string): number {
  if (Number.isNaN(ms)) return 0;
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1_000) * 1_000;
}
