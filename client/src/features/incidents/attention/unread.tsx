import type { IncidentId } from '@tocsin/shared/kernel';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../../ui/badge.js';
import { useMark } from './api.js';
import './unread.css';

/** What this person has not read of an incident: that it is new to them, or how many entries others wrote since. */
export function Unread({ id }: { id: IncidentId }) {
  const { t } = useTranslation('incidents');
  const mark = useMark(id);
  if (mark === null) return null;
  if (mark.fresh) return <Badge tone="accent">{t('unread.fresh')}</Badge>;
  const n = mark.unread >= 100 ? '99+' : String(mark.unread);
  return (
    <span className="unread" title={t('unread.hint', { n })}>
      <span aria-hidden="true">{n}</span>
      <span className="sr-only">{t('unread.hint', { n })}</span>
    </span>
  );
}
