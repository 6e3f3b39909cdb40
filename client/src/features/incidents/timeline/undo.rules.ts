import type { LiveEvent } from '@tocsin/shared/live';
import { undoableMoves } from '../../../lib/undoable-moves.rules.js';

export type RegroupEvent = Extract<LiveEvent, { payload: { move: unknown } }>;

export const isRegrouping = (event: LiveEvent): event is RegroupEvent => 'move' in event.payload;

/** What stands of the regroupings a timeline tells, newest last: those that were taken back are left out. */
function standing(events: readonly LiveEvent[]): RegroupEvent[] {
  const regroupings = events.filter(isRegrouping);
  const undone = new Set(regroupings.filter(({ type }) => type === 'group.move-undone').map(({ payload }) => payload.move.id));
  return regroupings.filter(
    ({ type, payload }) => type !== 'group.move-undone' && payload.move.undoneAt === null && !undone.has(payload.move.id),
  );
}

/** The regroupings that can still be taken back, by their place in the log. */
export function undoable(events: readonly LiveEvent[]): ReadonlySet<number> {
  const open = standing(events);
  const inOrder = open.toSorted((a, b) => a.seq - b.seq).map(({ payload }) => payload.move);
  const free = undoableMoves(inOrder);
  return new Set(open.filter(({ payload }) => free.has(payload.move.id)).map(({ seq }) => seq));
}
