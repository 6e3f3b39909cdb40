import type { ComplaintRow } from '@tocsin/shared/complaints';
import { PauseCircle } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { moment } from '../../../lib/format.js';
import { Badge } from '../../../ui/badge.js';

/** In the list: an icon before the words. */
export function SetAsideIcon({ row }: { row: Pick<ComplaintRow, 'setAside'> }) {
  const { t } = useTranslation('setAside');
  if (row.setAside === undefined) return null;
  const words = t(`mark.${row.setAside.stage}`, { at: moment(row.setAside.at) });
  return (
    <span className="tone-3 cp-icon" title={words}>
      <PauseCircle size={13} aria-hidden="true" />
      <span className="sr-only">{words}</span>
    </span>
  );
}

/** In the detail: the words themselves. */
export function SetAsideBadge({ row }: { row: Pick<ComplaintRow, 'setAside'> }) {
  const { t } = useTranslation('setAside');
  if (row.setAside === undefined) return null;
  return (
    <Badge tone="s3" icon={<PauseCircle size={12} aria-hidden="true" />}>
      {t(`mark.${row.setAside.stage}`, { at: moment(row.setAside.at) })}
    </Badge>
  );
}
