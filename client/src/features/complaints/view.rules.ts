import type {
  Channel,
  ComplaintSort,
  ComplaintStatus,
  Demand,
  EmotionStage,
  Flag as Sign,
  Priority,
  Validity,
} from '@tocsin/shared/complaints';
import { SAFETY_FLAGS } from '@tocsin/shared/complaints';
import { Instant } from '@tocsin/shared/kernel';
import type { z } from 'zod';
import type { QueryValue } from '../../lib/http.js';

type Flag = 'true' | 'false';

/** What the address says about a list of complaints: its filter, its order, and the one shown beside it. */
export interface ComplaintView {
  q?: string | undefined;
  incidentId?: string | undefined;
  groupId?: string | undefined;
  channel?: Channel[] | undefined;
  demand?: Demand[] | undefined;
  primaryDemand?: Demand | 'none' | undefined;
  emotion?: EmotionStage[] | undefined;
  status?: ComplaintStatus[] | undefined;
  validity?: Validity[] | undefined;
  priority?: Priority[] | undefined;
  flag?: Sign[] | undefined;
  adcode?: string | undefined;
  located?: Flag | undefined;
  flagged?: Flag | undefined;
  nearDuplicate?: Flag | undefined;
  repeated?: Flag | undefined;
  repost?: Flag | undefined;
  claims?: Flag | undefined;
  inIncident?: Flag | undefined;
  inOpenIncident?: Flag | undefined;
  history?: Flag | undefined;
  importJob?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  sort?: z.infer<typeof ComplaintSort> | undefined;
  id?: string | undefined;
}
export type SetView = (change: ComplaintView) => void;

export const LIST_FILTERS = ['channel', 'demand', 'emotion', 'status', 'validity', 'priority', 'flag'] as const;
export const FLAG_FILTERS = [
  'located',
  'flagged',
  'nearDuplicate',
  'repost',
  'repeated',
  'claims',
  'inIncident',
  'inOpenIncident',
  'history',
] as const;
const FILTERS = [
  ...LIST_FILTERS,
  ...FLAG_FILTERS,
  'q',
  'incidentId',
  'groupId',
  'importJob',
  'primaryDemand',
  'adcode',
  'from',
  'to',
] as const;
export type FilterKey = (typeof FILTERS)[number];

const isEmpty = (value: unknown): boolean => value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** The filter as the API takes it; what a fixed place (an incident's tab) demands cannot be filtered away. A mangled time is left out. */
export function filterOf(view: ComplaintView, fixed: ComplaintView = {}): Record<string, QueryValue> {
  const all = { ...view, ...fixed };
  const times = { from: timeIn(all.from), to: timeIn(all.to) };
  return Object.fromEntries(
    FILTERS.map((key) => [key, key in times ? times[key as 'from' | 'to'] : all[key]]).filter(([, v]) => !isEmpty(v)),
  );
}

const timeIn = (value: string | undefined): string | undefined => (Instant.safeParse(value).success ? value : undefined);

export const activeFilters = (view: ComplaintView): FilterKey[] => FILTERS.filter((key) => !isEmpty(view[key]));

/** Everything off, the order and the open complaint left as they are. */
export const NO_FILTER: ComplaintView = Object.fromEntries(FILTERS.map((key) => [key, undefined]));

export function toggled<T>(list: readonly T[] | undefined, value: T): T[] | undefined {
  const next = list?.includes(value) === true ? list.filter((one) => one !== value) : [...(list ?? []), value];
  return next.length === 0 ? undefined : next;
}

/** Ready-made views of the inbox, each a filter that says what waits for somebody. */
export const INBOX_VIEWS = ['all', 'safety', 'undecided', 'flagged', 'urgent', 'exposure', 'waiting', 'unlocated'] as const;
export type InboxView = (typeof INBOX_VIEWS)[number];
export const INBOX_FILTERS: Record<InboxView, ComplaintView> = {
  all: {},
  safety: { flag: [...SAFETY_FLAGS] },
  undecided: { validity: ['undecided'] },
  flagged: { flagged: 'true' },
  urgent: { priority: ['P1'] },
  exposure: { emotion: ['exposure'] },
  waiting: { status: ['received', 'in_progress'] },
  unlocated: { located: 'false' },
};

/** The ready-made view that the address stands for, if it is exactly one of them. */
export function inboxViewOf(view: ComplaintView): InboxView | null {
  const shown = JSON.stringify(filterOf(view));
  return INBOX_VIEWS.find((name) => JSON.stringify(filterOf(INBOX_FILTERS[name])) === shown) ?? null;
}
