import type { GroupMove } from '@tocsin/shared/clustering';

type Move = Pick<GroupMove, 'id' | 'kind' | 'from' | 'into' | 'undoneAt'>;

const turnsLock = ({ kind }: Move): boolean => kind === 'lock' || kind === 'unlock';

/** Whether what came later leaves nothing to take back: the group is gone into another one, or was locked and unlocked since. */
function isOvertaken(move: Move, later: readonly Move[]): boolean {
  return later.some((next) => {
    if (next.kind === 'merge') return next.from === move.into || (move.kind !== 'merge' && next.from === move.from);
    return turnsLock(next) && next.from === move.from && turnsLock(move);
  });
}

/** The decisions, oldest first, that can still be taken back. The server has the last word: it also knows of other groups. */
export function undoableMoves(moves: readonly Move[]): ReadonlySet<GroupMove['id']> {
  const open = moves.filter(({ undoneAt }) => undoneAt === null);
  return new Set(open.filter((move, i) => !isOvertaken(move, open.slice(i + 1))).map(({ id }) => id));
}
