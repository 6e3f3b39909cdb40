import { describe, expect, it } from '@jest/globals';
import type { GroupSummary } from '../clustering/clustering.contract.js';
import type { IncidentCore, IncidentDetail, IncidentSummary, Overview } from '../incidents/incidents.contract.js';
import type { LiveEvent, Pulse } from './live.contract.js';
import {
  fold,
  overviewHead,
  overviewIncidents,
  pulseIncident,
  pulseOverview,
  reduceGroup,
  reduceGroups,
  reduceIncident,
  reduceIncidents,
  reduceOverview,
  reduceTimeline,
  STALE,
} from './reduce.js';

const core = (id: string, over: Partial<IncidentCore> = {}): IncidentCore =>
  ({
    id,
    state: 'declared',
    severity: { level: 'S2' },
    detectedAt: '2026-11-22T02:00:00.000Z',
    version: 1,
    title: id,
    ...over,
  }) as IncidentCore;
const summary = (id: string, over: Partial<IncidentSummary> = {}): IncidentSummary =>
  ({ ...core(id), metrics: { complaints: 5, at: '2026-11-22T02:00:00.000Z' }, nextDeadline: null, ...over }) as IncidentSummary;
const overview = (incidents: IncidentSummary[], lastSeq = 0): Overview =>
  ({ at: '2026-11-22T02:00:00.000Z', backlog: 3, incidents, lastSeq, ...overviewHead(incidents) }) as Overview;
const event = (seq: number, type: string, payload: object): LiveEvent => ({ stream: 'overview', seq, type, payload }) as LiveEvent;
const moved = (seq: number, incident: IncidentCore): LiveEvent => event(seq, 'incident.moved', { incident });
const group = (id: string, over: Partial<GroupSummary> = {}): GroupSummary =>
  ({ id, posts: 3, version: 1, mergedInto: null, ...over }) as GroupSummary;

describe('the overview', () => {
  it('takes in a detected incident, and drops one that is over', () => {
    const one = reduceOverview(overview([]), event(1, 'incident.detected', { incident: summary('a', { state: 'detected' }) }));
    if (one === STALE) throw new Error('stale');
    expect([one.active, one.grave, one.incidents.length, one.lastSeq]).toEqual([1, 1, 1, 1]);
    const two = reduceOverview(one, moved(2, core('a', { state: 'dismissed', version: 2 })));
    expect(two).toMatchObject({ active: 0, grave: 0, incidents: [], lastSeq: 2 });
  });

  it('keeps the numbers when only the core changes, and leaves the snapshot it was given alone', () => {
    const before = overview([summary('a')]);
    const copy = structuredClone(before);
    const after = reduceOverview(before, moved(1, core('a', { state: 'responding', version: 2 })));
    expect(after).toMatchObject({ incidents: [{ id: 'a', state: 'responding', metrics: { complaints: 5 } }] });
    expect(before).toEqual(copy);
  });

  it('must be read anew when one comes back whose numbers it does not have', () => {
    expect(reduceOverview(overview([]), moved(1, core('a', { state: 'detected' })))).toBe(STALE);
    expect(reduceOverview(overview([]), moved(1, core('a', { state: 'resolved' })))).toMatchObject({ lastSeq: 1, incidents: [] });
  });

  it('ignores what the snapshot already holds', () => {
    const before = overview([summary('a')], 7);
    expect(reduceOverview(before, moved(7, core('a', { title: 'old' })))).toBe(before);
  });

  it('shows the gravest first, then the newest', () => {
    const list = [
      summary('a', { severity: { level: 'S3' } as never }),
      summary('b', { detectedAt: '2026-11-22T01:00:00.000Z' }),
      summary('c'),
      summary('d', { state: 'reviewed' }),
    ];
    expect(overviewIncidents(list).map(({ id }) => id)).toEqual(['c', 'b', 'a']);
  });

  it('counts as active what is being handled, and as grave the first two levels of it', () => {
    expect(overviewHead([core('a'), core('b', { state: 'monitoring' }), core('c', { severity: { level: 'S3' } as never })])).toEqual({
      active: 2,
      grave: 1,
    });
  });

  it('lays a pulse over the numbers, and never an older one', () => {
    const before = overview([summary('a')]);
    const metrics = { complaints: 9, at: '2026-11-22T02:00:05.000Z' };
    const pulse = {
      at: '2026-11-22T02:00:05.000Z',
      counts: { backlog: 0 },
      velocity: { lastTenMinutes: 4, previousTenMinutes: 2 },
      incidents: [{ id: 'a', metrics }],
    } as unknown as Pulse;
    const after = pulseOverview(before, pulse);
    expect(after).toMatchObject({ backlog: 0, lastTenMinutes: 4, incidents: [{ metrics: { complaints: 9 } }] });
    expect(pulseOverview(after, { ...pulse, at: '2026-11-22T02:00:01.000Z' })).toBe(after);
  });
});

describe('one incident', () => {
  const detail = { ...summary('a'), lastSeq: 1 } as IncidentDetail;
  it('takes what concerns it, counts what does not, and skips what it knows', () => {
    expect(reduceIncident(detail, moved(2, core('a', { title: 'new', version: 2 })))).toMatchObject({ title: 'new', lastSeq: 2 });
    expect(reduceIncident(detail, event(2, 'note.added', { note: {} }))).toEqual({ ...detail, lastSeq: 2 });
    expect(reduceIncident(detail, moved(1, core('a', { title: 'new' })))).toBe(detail);
  });

  it('takes its new numbers from a split', () => {
    const after = summary('a', { metrics: { complaints: 2 } as never, version: 2 });
    expect(reduceIncident(detail, event(2, 'group.split', { incidents: [after] }))).toMatchObject({
      metrics: { complaints: 2 },
      lastSeq: 2,
    });
  });

  it('takes a pulse unless it is older than what it shows', () => {
    const pulse = (at: string): Pulse => ({ metrics: { complaints: 8, at } }) as unknown as Pulse;
    expect(pulseIncident(detail, pulse('2026-11-22T03:00:00.000Z')).metrics.complaints).toBe(8);
    expect(pulseIncident(detail, pulse('2026-11-22T01:00:00.000Z'))).toBe(detail);
  });
});

describe('lists', () => {
  it('of incidents never let an older version win', () => {
    const list = [summary('a', { version: 3 })];
    expect(reduceIncidents(list, moved(9, core('a', { version: 2, title: 'old' })))).toEqual(list);
    expect(reduceIncidents(list, moved(9, core('b')))).toBe(STALE);
    expect(reduceIncidents(list, event(9, 'incident.declared', { incident: summary('b') }))).toHaveLength(2);
    expect(reduceIncidents(list, event(9, 'note.added', { note: {} }))).toBe(list);
  });

  it('of groups lose what was merged away and gain what was split off', () => {
    const list = [group('a'), group('b')];
    const merged = event(1, 'group.merged', {
      move: {},
      from: group('a', { mergedInto: 'b' as never, version: 2 }),
      into: group('b', { posts: 6, version: 2 }),
    });
    expect(reduceGroups(list, merged)).toEqual([group('b', { posts: 6, version: 2 })]);
    const split = event(2, 'group.split', { move: {}, from: group('a', { posts: 2, version: 2 }), into: group('c', { posts: 1 }) });
    expect(reduceGroups(list, split).map(({ id, posts }) => [id, posts])).toEqual([
      ['a', 2],
      ['b', 3],
      ['c', 1],
    ]);
    expect(reduceGroup(group('a'), split)).toMatchObject({ posts: 2, version: 2 });
    expect(reduceGroups(list, event(3, 'note.added', { note: {} }))).toBe(list);
  });

  it('of events grow at the end only', () => {
    const first = event(1, 'note.added', {});
    expect(reduceTimeline([first], first)).toEqual([first]);
    expect(reduceTimeline([first], event(2, 'note.added', {}))).toHaveLength(2);
  });
});

describe('fold', () => {
  it('applies in order and gives up at the first event it cannot apply', () => {
    const start = overview([summary('a')]);
    const steps = [moved(1, core('a', { version: 2, title: 'one' })), moved(2, core('a', { version: 3, title: 'two' }))];
    expect(fold(start, steps, reduceOverview)).toMatchObject({ incidents: [{ title: 'two' }], lastSeq: 2 });
    expect(fold(start, [...steps, moved(3, core('z'))], reduceOverview)).toBe(STALE);
  });
});
