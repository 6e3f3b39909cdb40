import { ShieldAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './classes.js';
import './kpi-strip.css';
import { Spark } from './spark.js';
import type { SparkTone } from './spark.js';

export interface KpiItem {
  key: string;
  label: ReactNode;
  value: ReactNode;
  unit?: string;
  /** Usually a `StatDelta` or a short comparison. */
  note?: ReactNode;
  spark?: readonly number[];
  tone?: SparkTone;
  /** Washes the cell; for the one figure that leads. */
  lead?: boolean;
  /** Danger: the cell must not be overlooked. */
  alarm?: boolean;
  /** Every number leads to the list behind it. */
  onOpen?: () => void;
  openLabel?: string;
}

function Cell({ item }: { item: KpiItem }) {
  const body = (
    <>
      <span className="kpi__label clip">
        {item.alarm === true && <ShieldAlert size={13} aria-hidden="true" className="kpi__alarm" />}
        {item.label}
      </span>
      <span className="kpi__row">
        <span className="kpi__value">{item.value}</span>
        {item.unit !== undefined && <span className="kpi__unit">{item.unit}</span>}
      </span>
      {item.note !== undefined && <span className="kpi__note clip">{item.note}</span>}
      {item.spark !== undefined && item.spark.length > 1 && (
        <span className="kpi__spark">
          <Spark values={item.spark} tone={item.tone ?? 'accent'} width={64} height={24} />
        </span>
      )}
    </>
  );
  const className = cx('kpi', item.lead === true && `kpi--lead kpi--${item.tone ?? 'accent'}`, item.alarm === true && 'kpi--alarm');
  if (item.onOpen === undefined) return <div className={className}>{body}</div>;
  return (
    <button type="button" className={cx(className, 'kpi--link')} onClick={item.onOpen} title={item.openLabel}>
      {body}
    </button>
  );
}

export function KpiStrip({ items, label }: { items: readonly KpiItem[]; label: string }) {
  return (
    <div className="kpi-strip" role="group" aria-label={label}>
      {items.map((item) => (
        <Cell key={item.key} item={item} />
      ))}
    </div>
  );
}
