import type { LiveEvent } from '@tocsin/shared/live';

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

/** Whether what came later leaves nothing to take back: the group is gone into another one, or was locked and unlocked since. */
function isOvertaken({ seq, payload: { move } }: RegroupEvent, later: readonly RegroupEvent[]): boolean {
  return later.some((other) => {
    if (other.seq <= seq) return false;
    const next = other.payload.move;
    if (next.kind === 'merge') return next.from === move.into || (move.kind !== 'merge' && next.from === move.from);
    const turned = next.kind === 'lock' || next.kind === 'unlock';
    return turned && next.from === move.from && (move.kind === 'lock' || move.kind === 'unlock');
  });
}

/** The regroupings that can still be taken back, by their place in the log. The server has the last word: it also knows of other timelines. */
export function undoable(events: readonly LiveEvent[]): ReadonlySet<number> {
  const open = standing(events);
  return new Set(open.filter((event) => !isOvertaken(event, open)).map(({ seq }) => seq));
}
