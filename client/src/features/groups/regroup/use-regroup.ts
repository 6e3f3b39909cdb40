import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { GroupMove } from '@tocsin/shared/clustering';
import type { GroupId } from '@tocsin/shared/kernel';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '../../../ui/states.js';
import { toasts } from '../../../ui/toasts.js';
import { readGroupsAnew, run, undo } from '../api.js';
import { following, type Step } from './plan.rules.js';

/** Takes decisions back in the reverse of their order, and says so. */
export function useUndoMoves(): (moves: readonly Pick<GroupMove, 'id'>[], reason?: string | null) => Promise<void> {
  const { t } = useTranslation('groups');
  const client = useQueryClient();
  const problem = useProblemText();
  return async (moves, reason = null) => {
    try {
      for (const move of moves.toReversed()) await undo(move, reason);
      toasts.ok(t('undo.done'));
    } catch (error) {
      toasts.error(t('undo.failed', { problem: problem(error) }));
    } finally {
      readGroupsAnew(client);
    }
  };
}

export interface Regrouping {
  steps: readonly Step[];
  reason: string;
  /** What the toast says was done. */
  done: string;
}

/** Step by step; when one fails, those before it stand and can be taken back, and the dialog says why the rest did not happen. */
export function useRegroup(onDone: () => void) {
  const { t } = useTranslation('groups');
  const client = useQueryClient();
  const undoMoves = useUndoMoves();
  return useMutation({
    mutationFn: async ({ steps, reason, done }: Regrouping) => {
      const moves: GroupMove[] = [];
      let made: GroupId | null = null;
      try {
        for (const step of steps) {
          const { move, into } = await run(following(step, made), reason);
          moves.push(move);
          made ??= step.kind === 'split' ? (into?.id ?? null) : null;
        }
      } finally {
        if (moves.length > 0) {
          const text = moves.length === steps.length ? done : t('partly', { done: moves.length, all: steps.length });
          toasts.undoable(text, () => void undoMoves(moves));
          readGroupsAnew(client);
        }
      }
    },
    onSuccess: onDone,
  });
}
