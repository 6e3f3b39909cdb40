import { NewComplaint, type ImportMapping, type ImportTarget, type PlaceInput } from '@tocsin/shared/complaints';
import type { Principal } from '@tocsin/shared/identity';
import { textFault, type DateOrder, type ProblemIssue } from '@tocsin/shared/kernel';
import { toIssues } from '../../../platform/problems/index.js';
import { isKnownArea } from '../enrichment/place/gazetteer.js';
import { refusalOf } from '../intake/sender.js';
import { instantIn, orderShownBy } from './import.dates.js';
import { channelIn, demandsIn, isExponent, isLongNumber, moneyIn } from './import.values.js';

export interface ReadRow {
  /** Null when the row cannot be taken. With `issues`, it can, but for the fields they name. */
  complaint: NewComplaint | null;
  issues: ProblemIssue[];
}

/** What holds for all rows of a file. */
export interface RowContext {
  columns: readonly string[];
  mapping: ImportMapping;
  brands: Principal['brands'];
  /** Columns whose long numbers a spreadsheet has rounded. */
  rounded: ReadonlySet<string>;
  dateOrder: DateOrder;
}

type Draft = Partial<Record<ImportTarget, string>>;
type Input = Record<string, unknown>;

const CONTACT = ['name', 'phone', 'email', 'ref'] as const;
const PLAIN = ['externalId', 'subject', 'product', 'brand', 'orderRef', 'source', 'lang'] as const;
/** Numbers by which something is found or told apart: a rounded one would name another thing. */
const NUMBERS: readonly ImportTarget[] = ['externalId', 'orderRef', 'phone', 'ref'];
/** Nobody may file under a brand that is not theirs, least of all by leaving it out. */
const NEVER_LEFT_OUT: ReadonlySet<string> = new Set(['text', 'brand']);

/** One row as the complaint it tells of: only its words must be readable. What is wrong elsewhere is left out and told, by the field. */
export function readRow(cells: readonly string[], context: RowContext): ReadRow {
  const issues: ProblemIssue[] = [];
  const draft = draftOf(cells, context, issues);
  let input: Input = { ...plainFields(draft), ...readFields(draft, context, issues) };
  for (let attempt = 0; ; attempt += 1) {
    const parsed = NewComplaint.safeParse(input);
    if (parsed.success) {
      const refusal = refusalOf(parsed.data, { backfill: false, pastCases: true, brands: context.brands })?.extras.issues ?? [];
      return refusal.length > 0 ? { complaint: null, issues: [...issues, ...refusal] } : { complaint: parsed.data, issues };
    }
    const faults = toIssues(parsed.error.issues);
    issues.push(...faults.map((issue) => ({ ...issue, path: issue.path.replace('complainant.', '') })));
    const left = attempt > 0 ? null : without(input, faults);
    if (left === null) return { complaint: null, issues };
    input = left;
  }
}

/** The input without the fields at fault; null when one of them may not be missing. */
function without(input: Input, faults: readonly ProblemIssue[]): Input | null {
  const left = { ...input };
  for (const { path } of faults) {
    const [field = '', part = ''] = path.split('.');
    if (NEVER_LEFT_OUT.has(field) || !Object.hasOwn(input, field)) return null;
    left[field] = field === 'complainant' ? { ...(left[field] as Input), [part]: undefined } : undefined;
  }
  return left;
}

/** Each field's cell, but for those that hold something else than what was written into them. */
function draftOf(cells: readonly string[], { columns, mapping, rounded }: RowContext, issues: ProblemIssue[]): Draft {
  const draft: Draft = {};
  columns.forEach((column, i) => {
    const target = Object.hasOwn(mapping.columns, column) ? mapping.columns[column] : undefined;
    const cell = cells[i] ?? '';
    if (target === undefined || cell.trim() === '' || draft[target] !== undefined) return;
    const fault = faultOfNumber(target, cell, rounded.has(column)) ?? (target === 'text' ? null : textFault(cell));
    if (fault === null) draft[target] = cell;
    else issues.push({ path: target, code: fault, message: `the cell is not used: ${fault}` });
  });
  return draft;
}

function faultOfNumber(target: ImportTarget, cell: string, rounded: boolean): string | null {
  if (!NUMBERS.includes(target)) return null;
  if (isExponent(cell)) return 'exponent_id';
  return target === 'externalId' && rounded && isLongNumber(cell.trim()) ? 'rounded_id' : null;
}

function plainFields(draft: Draft): Input {
  const contact = Object.fromEntries(CONTACT.flatMap((field) => (draft[field] === undefined ? [] : [[field, draft[field].trim()]])));
  return {
    text: draft.text ?? '',
    ...Object.fromEntries(PLAIN.flatMap((field) => (draft[field] === undefined ? [] : [[field, draft[field].trim()]]))),
    ...(Object.keys(contact).length > 0 ? { complainant: contact } : {}),
    ...(draft.reachUrl === undefined ? {} : { reach: { url: draft.reachUrl.trim() } }),
    ...(draft.place === undefined ? {} : { place: placeIn(draft.place) }),
  };
}

/** A code or a pair of coordinates, as our own tables write them, else the words of a place. */
function placeIn(cell: string): PlaceInput {
  const text = cell.trim();
  if (/^\d{6}$/.test(text) && isKnownArea(text)) return { adcode: text };
  const [, lng, lat] = /^(-?\d{1,3}(?:\.\d+)?),(-?\d{1,2}(?:\.\d+)?)$/.exec(text) ?? [];
  return lng !== undefined && lat !== undefined && Math.abs(Number(lng)) <= 180 && Math.abs(Number(lat)) <= 90
    ? { lng: Number(lng), lat: Number(lat) }
    : text;
}

function readFields(draft: Draft, { mapping, dateOrder }: RowContext, issues: ProblemIssue[]): Input {
  const tell = (path: ImportTarget, code: string): void => {
    issues.push({ path, code, message: `the cell could not be read as ${path}` });
  };
  const read = <T>(field: ImportTarget, reader: (cell: string) => T | null): T | undefined => {
    const cell = draft[field];
    const value = cell === undefined ? undefined : reader(cell);
    if (value === null) tell(field, field === 'occurredAt' && orderShownBy(cell ?? '') === 'open' ? 'ambiguous_date' : 'not_understood');
    return value ?? undefined;
  };
  const demands = read('demands', demandsIn);
  if (demands?.unknown === true) tell('demands', 'read_as_other');
  const found: Input = {
    channel: read('channel', channelIn) ?? mapping.channel,
    occurredAt: read('occurredAt', (cell) => instantIn(cell, mapping.timeZone, dateOrder)),
    demands: demands?.demands,
    amount:
      read('amount', (cell) => moneyIn(draft.currency === undefined ? cell : `${draft.currency} ${cell}`)) ?? exactAmount(draft, tell),
    history: mapping.history === true ? true : undefined,
    // Told by its column, a row without one has none; else all rows are of the one source.
    ...(Object.values(mapping.columns).includes('source') ? {} : { source: mapping.source }),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

/** As our own tables write it: the smallest unit, and the currency beside it. */
function exactAmount({ amountMinor, currency = 'CNY' }: Draft, tell: (path: ImportTarget, code: string) => void): Input | undefined {
  if (amountMinor === undefined) return undefined;
  if (/^\d{1,15}$/.test(amountMinor.trim())) return { minor: Number(amountMinor), currency: currency.trim().toUpperCase() };
  tell('amountMinor', 'not_understood');
  return undefined;
}
