import type { GroupId, IncidentId } from '@tocsin/shared/kernel';
import type { Pace } from './pace.js';
import type { Incident, PolicyReplay, ReplayedUnit } from './policy-replay.js';
import type { CandidateGroup, PastIncident } from './replay.repository.js';
import { ReplayedGroup, type Arrival } from './replayed-group.js';

export interface Unit extends ReplayedUnit {
  incident: PastIncident | null;
}
interface Seat {
  group: ReplayedGroup;
  unit: Unit;
}

/** Who takes part: the groups that can alarm, what each alarms as, and the incidents that others are held against. */
export interface Stage {
  seats: Map<GroupId, Seat>;
  standing: Incident[];
}

export function stageOf(
  candidates: readonly CandidateGroup[],
  raised: readonly PastIncident[],
  before: readonly PastIncident[],
  groupsBefore: readonly CandidateGroup[],
): Stage {
  const known = new Map([...before, ...raised].map((incident) => [incident.id, incident]));
  const earlier = new Set<IncidentId>(before.map(({ id }) => id));
  const units = new Map<string, Unit>();
  const unitOf = ({ id, incident_id }: CandidateGroup): Unit => {
    const key = incident_id ?? id;
    const unit = units.get(key) ?? newUnit(key, incident_id === null ? null : (known.get(incident_id) ?? null), earlier);
    units.set(key, unit);
    return unit;
  };
  const seats = new Map<GroupId, Seat>();
  for (const one of candidates) {
    // A group of an incident that was over before the span never alarms again either.
    if (one.incident_id !== null && (earlier.has(one.incident_id) || !known.has(one.incident_id))) continue;
    seats.set(one.id, { group: new ReplayedGroup(one.id, one.terms), unit: unitOf(one) });
  }
  const opened = [...seats.values()].filter(({ unit }) => unit.takenAt !== null);
  return { seats, standing: [...groupsBefore.map((group) => ({ group, unit: unitOf(group) })), ...opened] };
}

function newUnit(key: string, incident: PastIncident | null, earlier: ReadonlySet<IncidentId>): Unit {
  const isTaken = incident !== null && (earlier.has(incident.id) || incident.cause.rule === 'person');
  return {
    key,
    incident,
    takenAt: isTaken ? incident.detected_at.getTime() : null,
    closedAt: incident?.closed_at?.getTime() ?? null,
  };
}

/** Lets the arrivals of one part of the log into their groups and asks both policies after each that belongs to the span. */
export async function replayPart(
  arrivals: readonly (Arrival & { groupId: GroupId })[],
  { seats, replays, from, pace }: { seats: Stage['seats']; replays: readonly PolicyReplay[]; from: number; pace: Pace },
): Promise<void> {
  for (const arrival of arrivals) {
    const seat = seats.get(arrival.groupId);
    if (!seat) continue;
    const { group, unit } = seat;
    group.add(arrival);
    // Past cases stir nothing; what arrived before the span only makes the groups what they were when it began.
    if (arrival.countedAt !== null || arrival.arrivedAt < from) continue;
    for (const replay of replays) await replay.look(group, unit, arrival);
    if (replays.every((replay) => replay.isSettled(unit, arrival.arrivedAt))) group.settle();
    await pace.step();
  }
}
