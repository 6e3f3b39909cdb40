import type { LiveEvent, LiveEventType } from '@tocsin/shared/live';
import { maskText } from '@tocsin/shared/complaints';
import { knownName } from '../../../lib/group-name.js';

/** What a line of the timeline says: a key of its words, the values in them, and old → new where something changed. */
export interface Line {
  key: LiveEventType;
  values: Record<string, string | number>;
  change: { kind: 'state' | 'severity' | 'status' | 'validity' | 'text'; from: string; to: string } | null;
  reason: string | null;
  lane: Lane;
}
export const LANES = ['state', 'group', 'signal', 'note', 'complaint'] as const;
export type Lane = (typeof LANES)[number];

const laneOf = (type: LiveEventType): Lane => {
  if (type === 'note.added') return 'note';
  if (type === 'incident.milestone' || type === 'incident.severity-changed') return 'signal';
  if (type.startsWith('group.') || type === 'incident.regrouped') return 'group';
  return type.startsWith('complaint.') ? 'complaint' : 'state';
};

const NONE = '—';
/** Put into words by the view: a group that was gone before it had a name. */
export const UNNAMED = '\u0000';
const nameOf = (group: Parameters<typeof knownName>[0]): string => {
  const name = knownName(group);
  return name === null ? UNNAMED : maskText(name);
};

/** Old → new of an event, in the contract's own literals; the view turns them into words. */
function changeOf(event: LiveEvent): Line['change'] {
  switch (event.type) {
    case 'incident.moved':
      return { kind: 'state', from: event.payload.from, to: event.payload.to };
    case 'incident.declared':
      return event.payload.from === null ? null : { kind: 'state', from: event.payload.from, to: 'declared' };
    case 'incident.severity-changed':
      return { kind: 'severity', from: event.payload.from, to: event.payload.to };
    case 'complaint.status-changed':
      return { kind: 'status', from: event.payload.from, to: event.payload.to };
    case 'complaint.validity-judged':
      return { kind: 'validity', from: event.payload.from, to: event.payload.to };
    case 'incident.renamed':
      return { kind: 'text', from: event.payload.from, to: event.payload.to };
    case 'incident.commander-assigned':
      return { kind: 'text', from: event.payload.from ?? NONE, to: event.payload.to ?? NONE };
    default:
      return null;
  }
}

function valuesOf(event: LiveEvent): Line['values'] {
  if (event.type === 'incident.milestone') return { value: event.payload.value };
  if (event.type === 'incident.detected') return { value: event.payload.incident.cause.value };
  if (event.type === 'complaint.validity-judged' || event.type === 'complaint.status-changed') return { receipt: event.payload.receiptNo };
  if (event.type === 'group.reclustered') return { n: event.payload.moved };
  if (event.type === 'complaint.complainant-spoke') return { receipt: event.payload.receiptNo, score: event.payload.score ?? '' };
  if ('move' in event.payload)
    return {
      n: event.payload.move.complaints,
      from: nameOf(event.payload.from),
      into: event.payload.into === null ? NONE : nameOf(event.payload.into),
    };
  return {};
}

function reasonOf(event: LiveEvent): string | null {
  // Whoever takes a move back has a reason of their own, or none: the move's is why it was made.
  if (event.type === 'group.move-undone') return event.payload.reason ?? null;
  if ('move' in event.payload) return event.payload.move.reason;
  return 'reason' in event.payload ? event.payload.reason : null;
}

export const describe = (event: LiveEvent): Line => ({
  key: event.type,
  values: valuesOf(event),
  change: changeOf(event),
  reason: reasonOf(event),
  lane: laneOf(event.type),
});

/** When it happened: a note says so itself, everything else happened when it was recorded. */
export const occurredAt = (event: LiveEvent): string => (event.type === 'note.added' ? event.payload.note.occurredAt : event.at);
export const isKeyMoment = (event: LiveEvent): boolean =>
  event.type === 'note.added'
    ? event.payload.note.key
    : ['incident.detected', 'incident.declared', 'incident.moved', 'incident.severity-changed'].includes(event.type);
