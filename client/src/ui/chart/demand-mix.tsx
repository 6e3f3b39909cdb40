import { useTranslation } from 'react-i18next';
import { percent, signed } from '../../lib/format.js';
import { cx } from '../classes.js';
import './demand-mix.css';

export interface DemandMixItem {
  key: string;
  label: string;
  /** 0–1. */
  share: number;
  /** Change of the share over the last hour, in percentage points. */
  changePoints: number;
}

const tone = (share: number): string => (share >= 0.4 ? 'mix__fill--1' : share >= 0.2 ? 'mix__fill--2' : 'mix__fill--4');

export function DemandMix({ title, items, onOpen }: { title: string; items: readonly DemandMixItem[]; onOpen?: (key: string) => void }) {
  const { t } = useTranslation('ui');
  const spoken = (points: number): string =>
    points > 0 ? t('demand.up', { n: points }) : points < 0 ? t('demand.down', { n: -points }) : t('demand.flat');
  return (
    <div className="mix">
      <div className="mix__head">
        <span>{title}</span>
        <span>{t('demand.share')}</span>
      </div>
      <ul>
        {items.map((item) => {
          const points = Math.round(item.changePoints);
          return (
            <li key={item.key} className="mix__row">
              {onOpen === undefined ? (
                <span className="clip">{item.label}</span>
              ) : (
                <button type="button" className="mix__name clip" onClick={() => onOpen(item.key)}>
                  {item.label}
                </button>
              )}
              <span className="mix__track" aria-hidden="true">
                <span className={cx('mix__fill', tone(item.share))} style={{ width: `${Math.max(1, item.share * 100)}%` }} />
              </span>
              <span className="mix__share">{percent(item.share)}</span>
              <span className={cx('mix__change', points > 2 && 'tone-1')}>
                <span aria-hidden="true">{points === 0 ? '—' : signed(points)}</span>
                <span className="sr-only">{spoken(points)}</span>
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
