import type { Money } from '@tocsin/shared/kernel';
import { prefs } from './prefs.js';
import { serverNow } from './server-clock.js';

const cache = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat>();

function dateFormat(options: Intl.DateTimeFormatOptions, zone: string): Intl.DateTimeFormat {
  const key = `d|${prefs.get().lang}|${zone}|${JSON.stringify(options)}`;
  const known = cache.get(key);
  if (known instanceof Intl.DateTimeFormat) return known;
  const made = new Intl.DateTimeFormat(prefs.get().lang, { timeZone: zone, hourCycle: 'h23', ...options });
  cache.set(key, made);
  return made;
}

function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `n|${prefs.get().lang}|${JSON.stringify(options)}`;
  const known = cache.get(key);
  if (known instanceof Intl.NumberFormat) return known;
  const made = new Intl.NumberFormat(prefs.get().lang, options);
  cache.set(key, made);
  return made;
}

export type When = string | number | Date;
const toDate = (at: When): Date => (at instanceof Date ? at : new Date(at));

const CLOCK: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' };
const SECONDS: Intl.DateTimeFormatOptions = { ...CLOCK, second: '2-digit' };
const DAY: Intl.DateTimeFormatOptions = { month: '2-digit', day: '2-digit' };
const FULL_DAY: Intl.DateTimeFormatOptions = { year: 'numeric', ...DAY };

export const clock = (at: When, zone = prefs.get().zone): string => dateFormat(CLOCK, zone).format(toDate(at));
export const clockSeconds = (at: When, zone = prefs.get().zone): string => dateFormat(SECONDS, zone).format(toDate(at));
export const date = (at: When, zone = prefs.get().zone): string => dateFormat(FULL_DAY, zone).format(toDate(at));
export const dateTime = (at: When, zone = prefs.get().zone): string => dateFormat({ ...FULL_DAY, ...SECONDS }, zone).format(toDate(at));

/** `GMT+8`: how far the zone is from Greenwich at that moment, the same in each language. */
export const zoneName = (at: When, zone = prefs.get().zone): string =>
  dateFormat({ timeZoneName: 'shortOffset' }, zone)
    .formatToParts(toDate(at))
    .find(({ type }) => type === 'timeZoneName')?.value ?? zone;

/** The clock alone today, day and clock otherwise, the year too when it is another one. */
export function moment(at: When, now: When = serverNow(), zone = prefs.get().zone): string {
  const when = toDate(at);
  if (date(when, zone) === date(now, zone)) return clock(when, zone);
  const sameYear = dateFormat({ year: 'numeric' }, zone).format(when) === dateFormat({ year: 'numeric' }, zone).format(toDate(now));
  return dateFormat({ ...(sameYear ? DAY : FULL_DAY), ...CLOCK }, zone).format(when);
}

export const count = (n: number): string => numberFormat({ maximumFractionDigits: 0 }).format(n);
export const decimal = (n: number, digits = 1): string =>
  numberFormat({ minimumFractionDigits: digits, maximumFractionDigits: digits }).format(n);
/** 98,000 → 9.8万 in Chinese, 98K in English. */
export const compact = (n: number): string => numberFormat({ notation: 'compact', maximumFractionDigits: 1 }).format(n);
export const percent = (share: number, digits = 0): string =>
  numberFormat({ style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits }).format(share);
/** Always signed, with a real minus. */
export const signed = (n: number, digits = 0): string =>
  n === 0
    ? '0'
    : `${n > 0 ? '+' : '−'}${numberFormat({ minimumFractionDigits: digits, maximumFractionDigits: digits }).format(Math.abs(n))}`;

export function money(value: Money): string {
  const format = numberFormat({ style: 'currency', currency: value.currency, currencyDisplay: 'narrowSymbol' });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(value.minor / 10 ** digits);
}

/** A sum at a glance, for tiles: `¥4.4万`. The exact one belongs where it is paid. */
export function moneyCompact(value: Money): string {
  const digits = numberFormat({ style: 'currency', currency: value.currency }).resolvedOptions().maximumFractionDigits ?? 2;
  const options = { style: 'currency', currency: value.currency, currencyDisplay: 'narrowSymbol', notation: 'compact' } as const;
  return numberFormat({ ...options, maximumFractionDigits: 1 }).format(value.minor / 10 ** digits);
}

export interface Span {
  key: 'seconds' | 'minutes' | 'hours' | 'days';
  values: { n: number; h: number; m: number; d: number };
}

/** Splits a length of time into the one or two units people say; the words come from `common:duration`. */
export function spanOf(ms: number): Span {
  const s = Math.max(0, Math.floor(ms / 1000));
  const m = Math.floor(s / 60);
  const h = Math.floor(m / 60);
  const d = Math.floor(h / 24);
  if (s < 60) return { key: 'seconds', values: { n: s, h, m, d } };
  if (m < 60) return { key: 'minutes', values: { n: m, h, m, d } };
  if (h < 24) return { key: 'hours', values: { n: h, h, m: m % 60, d } };
  return { key: 'days', values: { n: d, h: h % 24, m: m % 60, d } };
}

/** `02:41` until, or `−00:12` past, a deadline; hours grow beyond a day. */
export function countdown(ms: number): string {
  const minutes = Math.floor(Math.abs(ms) / 60_000);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${ms < 0 ? '−' : ''}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** What a reader counts as characters, not what UTF-16 does. */
export function graphemes(text: string): number {
  let n = 0;
  for (const _ of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)) n++;
  return n;
}
