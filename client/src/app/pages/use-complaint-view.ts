import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { ComplaintView, SetView } from '../../features/complaints/index.js';

/** The list's filter stands in the address. Opening a complaint is a step Back returns from; all else replaces the entry. */
export function useComplaintView(): [ComplaintView, SetView] {
  const view = useSearch({ strict: false }) as ComplaintView;
  const navigate = useNavigate();
  const open = view.id !== undefined;
  const set = useCallback<SetView>(
    (change) => {
      const replace = open || change.id === undefined;
      void navigate({ to: '.', search: (before) => ({ ...before, ...change }), replace, resetScroll: false });
    },
    [navigate, open],
  );
  return [view, set];
}
