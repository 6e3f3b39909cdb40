import type { GroupSummary } from '../clustering/clustering.contract.js';
import type { IncidentCore, IncidentDetail, IncidentSummary, Overview } from '../incidents/incidents.contract.js';
import { SEGMENTS, type IncidentState } from '../incidents/incidents.rules.js';
import { byDanger } from '../incidents/order.rules.js';
import type { LiveEvent, Pulse } from './live.contract.js';

/** The event says that something changed, but not enough to say what it looks like now: ask anew. */
export const STALE = Symbol('stale');
export type Reduced<T> = T | typeof STALE;
/** Pure: the snapshot given is never altered, and comes back as it was when the event is none of its business. */
export type Reducer<T> = (snapshot: T, event: LiveEvent) => Reduced<T>;

const OPEN: ReadonlySet<IncidentState> = new Set([...SEGMENTS.active, ...SEGMENTS.watching]);
const ACTIVE: ReadonlySet<IncidentState> = new Set(SEGMENTS.active);
/** The overview shows what is not over yet, in the one order of incidents. */
export function overviewIncidents<T extends IncidentSummary>(incidents: readonly T[]): T[] {
  return incidents.filter((incident) => OPEN.has(incident.state)).sort(byDanger);
}

/** Head numbers that follow from the incidents alone. */
export function overviewHead(incidents: readonly IncidentCore[]): Pick<Overview, 'active' | 'grave'> {
  const active = incidents.filter((incident) => ACTIVE.has(incident.state));
  return { active: active.length, grave: active.filter(({ severity }) => severity.level === 'S1' || severity.level === 'S2').length };
}

/** What an event says about incidents: whole summaries, or the core of one without its numbers. */
function incidentsIn(event: LiveEvent): { whole: readonly IncidentSummary[]; core: IncidentCore | null } {
  const { payload } = event;
  if ('incidents' in payload) return { whole: payload.incidents, core: null };
  if (!('incident' in payload)) return { whole: [], core: null };
  return 'metrics' in payload.incident ? { whole: [payload.incident], core: null } : { whole: [], core: payload.incident };
}

/** A list may have been read after the event was written: the older of two versions never wins. */
const newer = <T extends { version: number }>(known: T, next: { version: number } & Partial<T>): T =>
  next.version >= known.version ? { ...known, ...next } : known;

function placed(list: readonly IncidentSummary[], summary: IncidentSummary): IncidentSummary[] {
  return list.some(({ id }) => id === summary.id)
    ? list.map((known) => (known.id === summary.id ? newer(known, summary) : known))
    : [...list, summary];
}

/** Any list of incidents, whatever its order and filter: known ones are renewed, declared and detected ones added. */
export function reduceIncidents(list: readonly IncidentSummary[], event: LiveEvent): Reduced<IncidentSummary[]> {
  const { whole, core } = incidentsIn(event);
  const added = whole.reduce<readonly IncidentSummary[]>(placed, list);
  if (!core) return added === list ? (list as IncidentSummary[]) : [...added];
  if (!added.some(({ id }) => id === core.id)) return STALE;
  return added.map((known) => (known.id === core.id ? newer(known, core) : known));
}

export function reduceOverview(snapshot: Overview, event: LiveEvent): Reduced<Overview> {
  if (event.seq <= snapshot.lastSeq) return snapshot;
  const { core } = incidentsIn(event);
  // What is over and was not shown stays out of sight; only one that comes back needs its numbers from the server.
  const unseen = core !== null && !OPEN.has(core.state) && !snapshot.incidents.some(({ id }) => id === core.id);
  const reduced = unseen ? snapshot.incidents : reduceIncidents(snapshot.incidents, event);
  if (reduced === STALE) return STALE;
  const incidents = overviewIncidents(reduced);
  return { ...snapshot, ...overviewHead(incidents), incidents, lastSeq: event.seq };
}

export function reduceIncident(snapshot: IncidentDetail, event: LiveEvent): Reduced<IncidentDetail> {
  if (event.seq <= snapshot.lastSeq) return snapshot;
  const { whole, core } = incidentsIn(event);
  const next = whole.find(({ id }) => id === snapshot.id) ?? (core?.id === snapshot.id ? core : null);
  return { ...(next ? newer(snapshot, next) : snapshot), lastSeq: event.seq };
}

/** An incident names its groups; that is all that such an event says about them. */
function owned(list: readonly GroupSummary[], event: LiveEvent): GroupSummary[] {
  const { whole, core } = incidentsIn(event);
  const owners = new Map([...whole, ...(core ? [core] : [])].flatMap(({ id, groupIds }) => groupIds.map((group) => [group, id] as const)));
  if (!list.some(({ id, incidentId }) => owners.has(id) && owners.get(id) !== incidentId)) return list as GroupSummary[];
  return list.map((group) => ({ ...group, incidentId: owners.get(group.id) ?? group.incidentId }));
}

/** Groups that changed hands, as they are now. */
function regroupedIn({ payload }: LiveEvent): readonly GroupSummary[] | null {
  if ('groups' in payload) return payload.groups;
  if (!('move' in payload)) return null;
  return payload.into ? [payload.from, payload.into] : [payload.from];
}

/** Groups of a list, renewed where a decision of a person changed them; a group that a split made is added. */
export function reduceGroups(list: readonly GroupSummary[], event: LiveEvent): GroupSummary[] {
  const changed = regroupedIn(event);
  if (changed === null) return owned(list, event);
  const known = new Set(list.map(({ id }) => id));
  const renewed = list.map((group) => changed.reduce((kept, next) => (next.id === kept.id ? newer(kept, next) : kept), group));
  const added = changed.filter(({ id, mergedInto }) => !known.has(id) && mergedInto === null);
  return [...renewed, ...added].filter(({ mergedInto }) => mergedInto === null);
}

export function reduceGroup<T extends GroupSummary>(group: T, event: LiveEvent): T {
  const next = regroupedIn(event)?.find(({ id }) => id === group.id);
  return next ? newer<GroupSummary & T>(group, next as Partial<T> & GroupSummary) : group;
}

/** The timeline: what happened, in the order in which it was written down. */
export function reduceTimeline(events: readonly LiveEvent[], event: LiveEvent): LiveEvent[] {
  const last = events.at(-1);
  return last && event.seq <= last.seq ? (events as LiveEvent[]) : [...events, event];
}

/** The numbers of a pulse, laid over a snapshot; an older pulse than the numbers shown changes nothing. */
export function pulseIncident<T extends IncidentSummary>(snapshot: T, pulse: Pulse): T {
  const { metrics } = pulse;
  return metrics && metrics.at >= snapshot.metrics.at ? { ...snapshot, metrics } : snapshot;
}

export function pulseIncidents(list: readonly IncidentSummary[], pulse: Pulse): IncidentSummary[] {
  const moved = new Map(pulse.incidents?.map(({ id, metrics }) => [id, metrics]));
  return list.map((known) => {
    const metrics = moved.get(known.id);
    return metrics && metrics.at >= known.metrics.at ? { ...known, metrics } : known;
  });
}

export function pulseOverview(snapshot: Overview, pulse: Pulse): Overview {
  if (pulse.at < snapshot.at) return snapshot;
  return {
    ...snapshot,
    ...pulse.velocity,
    at: pulse.at,
    backlog: pulse.counts.backlog ?? snapshot.backlog,
    today: pulse.counts.today ?? snapshot.today,
    incidents: overviewIncidents(pulseIncidents(snapshot.incidents, pulse)),
  };
}

/** Events over a snapshot, in order; the first that cannot be applied makes the whole stale. */
export function fold<T>(snapshot: T, events: Iterable<LiveEvent>, reduce: Reducer<T>): Reduced<T> {
  let state = snapshot;
  for (const event of events) {
    const next = reduce(state, event);
    if (next === STALE) return STALE;
    state = next;
  }
  return state;
}
