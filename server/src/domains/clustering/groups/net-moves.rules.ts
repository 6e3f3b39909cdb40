import type { ComplaintId, GroupId } from '@tocsin/shared/kernel';
import type { Relocation } from './members.repository.js';

export interface StepMove {
  kind: 'merge' | 'split' | 'move';
  from: GroupId;
  into: GroupId;
  earlier: readonly ComplaintId[] | 'all';
}

export interface NetMoves {
  /** Where each complaint began and ended, for those that ended elsewhere. */
  moved: Relocation[];
  /** Who was moved at each step. */
  steps: ComplaintId[][];
}

/** Plays corrections in order over the members that the merged groups had before; one complaint may be moved more than once. */
export function netMoves(moves: readonly StepMove[], members: ReadonlyMap<GroupId, readonly ComplaintId[]>): NetMoves {
  const standing = new Map([...members].map(([id, list]) => [id, new Set(list)]));
  const origin = new Map<ComplaintId, GroupId>();
  const place = new Map<ComplaintId, GroupId>();
  const steps = moves.map(({ from, into, earlier }) => {
    const ids = earlier === 'all' ? [...(standing.get(from) ?? [])] : [...earlier];
    for (const id of ids) {
      if (!origin.has(id)) origin.set(id, from);
      place.set(id, into);
      standing.get(from)?.delete(id);
      standing.get(into)?.add(id);
    }
    return ids;
  });
  const moved = [...place].flatMap(([id, into]) => {
    const from = origin.get(id) as GroupId;
    return from === into ? [] : [{ id, from, into }];
  });
  return { moved, steps };
}
