import { Link } from '@tanstack/react-router';
import { LEGAL_FLAGS, SAFETY_FLAGS, type ComplaintRow } from '@tocsin/shared/complaints';
import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { clock, compact, dateTime, decimal } from '../../../lib/format.js';
import { Alarm } from '../../../ui/alarm.js';
import { cx } from '../../../ui/classes.js';
import './feed-row.css';

/** What makes one complaint stand out, gravest first; most carry nothing. Danger to people has a badge of its own. */
function signOf(row: ComplaintRow): { tone: string; key: 'legal' | 'media' | 'exposure' | 'reach' | 'repeat' } | null {
  if (row.flags.some((flag) => LEGAL_FLAGS.includes(flag))) return { tone: 'tone-1', key: 'legal' };
  if (row.flags.includes('media')) return { tone: 'tone-1', key: 'media' };
  if (row.emotion === 'exposure') return { tone: 'tone-1', key: 'exposure' };
  if ((row.reach ?? 0) >= 10_000) return { tone: 'tone-2', key: 'reach' };
  if ((row.complainant?.repeat ?? 1) > 1) return { tone: 'tone-2', key: 'repeat' };
  return null;
}

export function FeedRow({ row, no }: { row: ComplaintRow; no?: string }) {
  const { t } = useTranslation(['incidents', 'domain', 'complaints']);
  const sign = signOf(row);
  const dangers = row.flags.filter((flag) => SAFETY_FLAGS.includes(flag)).map((flag) => t(`domain:flag.${flag}`));
  const values = { reach: compact(row.reach ?? 0), n: row.complainant?.repeat ?? 1 };
  const facts = [t(`domain:channel.${row.channel}`), row.place?.name, row.complainant?.label].filter(Boolean).join(' · ');
  const text = <span className="feed-row__text">{row.excerpt}</span>;
  return (
    <article className={cx('feed-row', dangers.length > 0 && 'feed-row--alarm')}>
      <time className="feed-row__time" dateTime={row.receivedAt} title={dateTime(row.receivedAt)}>
        {clock(row.receivedAt)}
      </time>
      <div className="feed-row__body">
        {no === undefined ? (
          <Link to="/inbox" search={{ id: row.id }} className="feed-row__link">
            {text}
          </Link>
        ) : (
          <Link to="/incidents/$no/$tab" params={{ no, tab: 'complaints' }} search={{ id: row.id }} className="feed-row__link">
            {text}
          </Link>
        )}
        <p className="feed-row__meta">
          <span className="clip">{facts}</span>
          {dangers.length > 0 ? (
            <Alarm>{dangers.join(t('complaints:separator'))}</Alarm>
          ) : sign !== null ? (
            <span className={`feed-row__sign ${sign.tone}`}>
              <TriangleAlert size={12} aria-hidden="true" /> {t(`feed.sign.${sign.key}`, values)}
            </span>
          ) : (
            <span className="feed-row__sign tone-ok">
              ✓ {row.score === null ? t('feed.founder') : t('feed.joined', { score: decimal(row.score, 2) })}
            </span>
          )}
        </p>
      </div>
    </article>
  );
}
