import type { ComplaintId, GroupId } from '@tocsin/shared/kernel';
import type { Decision, Revision, RevisionKind, RevisionReason } from '../engine/index.js';
import { count, emptyTally, isCounted, type Facts, type Tally } from '../groups/tally.rules.js';
import type { GroupNames } from '../groups/group-names.js';

export interface Assigned {
  readonly id: ComplaintId;
  /** When it counts. */
  readonly at: Date;
  readonly facts: Facts;
  readonly decision: Decision;
}

/** What a batch adds to one group. */
export interface GroupGain {
  id: GroupId;
  engineId: string;
  posts: number;
  /** Of the posts, those that are no past cases. */
  current: number;
  complaints: number;
  tally: Tally;
  firstAt: Date;
  lastAt: Date;
}

/** A correction by the engine. `batch` are members that arrived in the same batch and are written where they ended; `earlier` must be moved. */
export interface EngineMove {
  kind: RevisionKind;
  reason: RevisionReason;
  from: GroupId;
  into: GroupId;
  score: number;
  batch: ComplaintId[];
  /** `all`: whoever stands in `from`, also those the engine no longer holds. */
  earlier: ComplaintId[] | 'all';
}

export interface WriteSet {
  /** Where each complaint of the batch stands at its end, in order. */
  places: GroupId[];
  gains: GroupGain[];
  moves: EngineMove[];
}

/** Turns the engine's decisions into rows: the state at the end of the batch, with every correction kept in the order it was made. */
export function planWrites(batch: readonly Assigned[], names: GroupNames): WriteSet {
  const places: GroupId[] = [];
  const index = new Map(batch.map(({ id }, i) => [id as string, i]));
  const known = new Map<GroupId, string>();
  const moves: EngineMove[] = [];
  const ours = (engineId: string): GroupId => {
    const id = names.ours(engineId);
    known.set(id, engineId);
    return id;
  };
  batch.forEach(({ decision }, i) => {
    places[i] = ours(decision.groupId);
    for (const revision of decision.revisions) moves.push(applyRevision(revision, ours(revision.from), ours(revision.into), places, index));
  });
  const gains = new Map<GroupId, GroupGain>();
  const gainOf = (id: GroupId, at: Date): GroupGain => {
    const gain = gains.get(id) ?? emptyGain(id, known.get(id) ?? id, at);
    gains.set(id, gain);
    return gain;
  };
  const first = batch[0];
  // A group that was founded and merged away within the batch needs its row too: the moves refer to it.
  if (first) for (const id of known.keys()) gainOf(id, first.at);
  batch.forEach((one, i) => addTo(gainOf(places[i] as GroupId, one.at), one));
  return { places, gains: [...gains.values()], moves };
}

function applyRevision(
  revision: Revision,
  from: GroupId,
  into: GroupId,
  places: GroupId[],
  index: ReadonlyMap<string, number>,
): EngineMove {
  const here: ComplaintId[] = [];
  const before: ComplaintId[] = [];
  for (const doc of revision.docs) {
    const at = index.get(doc);
    if (at === undefined || at >= places.length) before.push(doc as ComplaintId);
    else {
      places[at] = into;
      here.push(doc as ComplaintId);
    }
  }
  const { kind, reason, score } = revision;
  return { kind, reason, from, into, score, batch: here, earlier: kind === 'merge' ? 'all' : before };
}

const emptyGain = (id: GroupId, engineId: string, at: Date): GroupGain => ({
  id,
  engineId,
  posts: 0,
  current: 0,
  complaints: 0,
  tally: emptyTally(),
  firstAt: at,
  lastAt: at,
});

function addTo(gain: GroupGain, { at, facts }: Assigned): void {
  gain.firstAt = gain.posts === 0 || at < gain.firstAt ? at : gain.firstAt;
  gain.lastAt = gain.posts === 0 || at > gain.lastAt ? at : gain.lastAt;
  gain.posts += 1;
  gain.current += facts.past ? 0 : 1;
  gain.complaints += isCounted(facts) ? 1 : 0;
  count(gain.tally, facts);
}
