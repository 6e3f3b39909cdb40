import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../button.js';
import { NOTHING, selectedCount } from './selection.js';
import type { GridSelection } from './selection.js';

interface SelectionBarProps {
  selection: GridSelection;
  onChange: (selection: GridSelection) => void;
  loaded: number;
  total: number;
  /** What can be done with the ticked rows. */
  children: ReactNode;
}

/** Stands above the grid while anything is ticked, and offers to take in what the filter matches but the page has not loaded. */
export function SelectionBar({ selection, onChange, loaded, total, children }: SelectionBarProps) {
  const { t } = useTranslation('ui');
  const count = selectedCount(selection);
  if (count === 0) return null;
  return (
    <div className="grid-selection" role="group" aria-label={t('grid.selected', { count })}>
      <strong>{selection.kind === 'matching' ? t('grid.allMatching', { count }) : t('grid.selected', { count })}</strong>
      {selection.kind === 'some' && count >= loaded && total > count && (
        <Button variant="link" onClick={() => onChange({ kind: 'matching', total })}>
          {t('grid.selectMatching', { count: total })}
        </Button>
      )}
      <Button variant="link" onClick={() => onChange(NOTHING)}>
        {t('grid.clear')}
      </Button>
      <span className="grid-selection__actions">{children}</span>
    </div>
  );
}
