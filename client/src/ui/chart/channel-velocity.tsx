import { useTranslation } from 'react-i18next';
import { clock, count } from '../../lib/format.js';
import { domain } from '../../lib/i18n/zh-CN/domain.js';
import './channel-velocity.css';

const SHOWN = 4;
const FEWEST = 8;
const CHANNELS = Object.keys(domain.channel) as (keyof typeof domain.channel)[];

export interface ChannelBuckets {
  buckets: readonly { at: string; total: number; byChannel: Readonly<Partial<Record<string, number>>> }[];
}

/** A young crisis would be a sliver at the right edge: the quiet time before it is left out, but for some columns that give it its scale. */
function sinceFirst<T extends { total: number }>(buckets: readonly T[]): readonly T[] {
  const first = buckets.findIndex(({ total }) => total > 0);
  return first < 0 ? buckets : buckets.slice(Math.max(0, Math.min(first - 1, buckets.length - FEWEST)));
}

/** Stacked columns, a column a bucket: the four loudest channels by name, the rest together. */
export function ChannelVelocity({ velocity }: { velocity: ChannelBuckets }) {
  const { t } = useTranslation(['ui', 'domain']);
  const sums = CHANNELS.map((channel) => ({
    channel,
    n: velocity.buckets.reduce((sum, bucket) => sum + (bucket.byChannel[channel] ?? 0), 0),
  }))
    .filter(({ n }) => n > 0)
    .sort((a, b) => b.n - a.n);
  const loud = sums.slice(0, SHOWN).map(({ channel }) => channel);
  const top = Math.max(1, ...velocity.buckets.map(({ total }) => total));
  const parts = (bucket: ChannelBuckets['buckets'][number]): number[] => {
    const named = loud.map((channel) => bucket.byChannel[channel] ?? 0);
    return [...named, Math.max(0, bucket.total - named.reduce((a, b) => a + b, 0))];
  };
  const shown = sinceFirst(velocity.buckets);
  const none = velocity.buckets.every(({ total }) => total === 0);
  const first = shown[0];
  const last = shown.at(-1);
  return (
    <div className="cv">
      <ul className="cv__legend">
        {loud.map((channel, i) => (
          <li key={channel} className={`cv__key cv__key--${i}`}>
            {t(`domain:channel.${channel}`)}
          </li>
        ))}
        {sums.length > SHOWN && <li className="cv__key cv__key--4">{t('channels.others')}</li>}
      </ul>
      <div
        className="cv__plot"
        role="img"
        aria-label={t('channels.aria', { total: count(velocity.buckets.reduce((n, b) => n + b.total, 0)), peak: count(top) })}
      >
        {none && <p className="cv__none">{t('channels.none')}</p>}
        {shown.map((bucket) => (
          <span key={bucket.at} className="cv__column" title={`${clock(bucket.at)} · ${count(bucket.total)}`}>
            {parts(bucket).map(
              (n, i) => n > 0 && <span key={i} className={`cv__part cv__part--${i}`} style={{ height: `${(n / top) * 100}%` }} />,
            )}
          </span>
        ))}
      </div>
      <div className="cv__axis">
        <span>{first === undefined ? '' : clock(first.at)}</span>
        <span>{none ? '' : t('channels.peak', { n: count(top) })}</span>
        <span>{last === undefined ? '' : clock(last.at)}</span>
      </div>
    </div>
  );
}
