import { type Principal } from '@tocsin/shared/identity';
import type { IncidentId } from '@tocsin/shared/kernel';
import { incidentStream, type NewEvent, type StreamId } from '@tocsin/shared/live';

/**
 * What happens in an incident is written twice: whole, for people who see every brand, and in `incident:<id>:brand` with nothing but what every
 * reader of the incident's own brand may know. Both are `incident:<id>` on the wire, and nobody ever hears the other one.
 */
const SUFFIX = ':brand';
export const brandStream = (id: IncidentId): StreamId => `${incidentStream(id)}${SUFFIX}` as StreamId;
export const isBrandStream = (stream: StreamId): boolean => stream.endsWith(SUFFIX);

/** The numbers of the two never meet, so that a position learnt in one is answered with a reset in the other. */
export const BRAND_SEQ_BASE = 1_000_000_000;

/** The events that a reader of one brand may hear of: those about groups speak of several brands and are not among them. */
export type BrandEvent = Extract<
  NewEvent,
  { type: `incident.${string}` | 'note.added' | 'complaint.validity-judged' | 'complaint.status-changed' | 'complaint.complainant-spoke' }
>;
const FOR_BRAND = /^(?:incident\.|note\.added$|complaint\.)/;
export const isForBrand = ({ type }: NewEvent): boolean => FOR_BRAND.test(type);

/** The stream that stands in the log for what this person calls `stream`. */
export function audienceOf({ brands }: Pick<Principal, 'brands'>, stream: StreamId): StreamId {
  return brands !== null && /^incident:[^:]+$/.test(stream) ? (`${stream}${SUFFIX}` as StreamId) : stream;
}

/** Whichever of the two it is, the name that both have on the wire. */
export const sharedName = (stream: StreamId): StreamId => (isBrandStream(stream) ? (stream.slice(0, -SUFFIX.length) as StreamId) : stream);

/** Numbers and presence belong to the incident: whoever listens under either name is told. */
export const bothNames = (stream: StreamId): StreamId[] =>
  /^incident:[^:]+$/.test(stream) ? [stream, `${stream}${SUFFIX}` as StreamId] : [stream];
