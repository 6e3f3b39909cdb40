import { useTranslation } from 'react-i18next';
import { count, signed } from '../lib/format.js';

export interface StatDeltaProps {
  value: number;
  /** After the number, e.g. ` /10 min`. */
  unit?: string;
  digits?: number;
  /** Which direction is bad for us; sign and word carry the meaning, colour only helps. */
  bad?: 'up' | 'down' | 'none';
}

export function StatDelta({ value, unit = '', digits = 0, bad = 'up' }: StatDeltaProps) {
  const { t } = useTranslation('ui');
  const direction = value > 0 ? 'up' : value < 0 ? 'down' : 'flat';
  const tone = direction === 'flat' || bad === 'none' ? 'muted' : direction === bad ? 'tone-1' : 'tone-ok';
  return (
    <span className={`stat-delta ${tone}`}>
      <span className="sr-only">{t(`delta.${direction}`)} </span>
      {direction === 'flat' ? t('delta.flat') : signed(value, digits)}
      {direction === 'flat' ? '' : unit}
    </span>
  );
}

/** A number that tints for a moment when it changes, without moving. */
export function LiveNumber({ value, format = count }: { value: number; format?: (n: number) => string }) {
  return (
    <span key={value} className="live-number">
      {format(value)}
    </span>
  );
}
