import type { ReactNode } from 'react';
import './badge.css';
import { cx } from './classes.js';

export type Tone = 's1' | 's2' | 's3' | 's4' | 'ok' | 'accent' | 'quiet' | 'drill';

export function Badge({
  tone = 'quiet',
  icon,
  children,
  className,
}: {
  tone?: Tone;
  icon?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  return (
    <span className={cx('badge', `badge--${tone}`, className)}>
      {icon}
      {children}
    </span>
  );
}

/** A count on top of an icon; the words for it belong into the icon's label. */
export function CountBadge({ count, max = 99 }: { count: number; max?: number }) {
  if (count <= 0) return null;
  return (
    <span className="count-badge" aria-hidden="true">
      {count > max ? `${max}+` : count}
    </span>
  );
}
