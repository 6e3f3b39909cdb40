import type { ComplaintRow } from '@tocsin/shared/complaints';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.js';
import { Time } from '../../../ui/time.js';
import { Emotion, Excerpt, PriorityBadge } from './columns.js';

/** The list on a phone: one card a complaint, the thumb decides how many. */
export function ComplaintCards({
  label,
  rows,
  onOpen,
  onMore,
  busy,
}: {
  label: string;
  rows: readonly ComplaintRow[];
  onOpen: (row: ComplaintRow) => void;
  /** Null at the end. */
  onMore: (() => void) | null;
  busy: boolean;
}) {
  const { t } = useTranslation(['complaints', 'domain', 'common']);
  return (
    <div className="cp-cards">
      <ul aria-label={label}>
        {rows.map((row) => (
          <li key={row.id}>
            <button type="button" className="cp-card" onClick={() => onOpen(row)}>
              <span className="cp-card__head">
                <PriorityBadge priority={row.priority} />
                <span className="mono muted clip">{row.receiptNo}</span>
                <Time at={row.receivedAt} />
              </span>
              <span className="cp-card__text">
                <Excerpt row={row} />
              </span>
              <span className="cp-card__foot">
                {t(`domain:channel.${row.channel}`)}
                {row.place !== null && <span>{row.place.name}</span>}
                {row.demands.length > 0 && <span>{row.demands.map((demand) => t(`domain:demand.${demand}`)).join(t('separator'))}</span>}
                <Emotion emotion={row.emotion} />
                <span>{t(`domain:complaintStatus.${row.status}`)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {onMore !== null && (
        <Button busy={busy} onClick={onMore}>
          {t('common:action.loadMore')}
        </Button>
      )}
    </div>
  );
}
