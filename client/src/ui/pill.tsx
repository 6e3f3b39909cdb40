import type { ReactNode } from 'react';
import { cx } from './classes.js';
import './pill.css';

export type PillTone = 'ok' | 's1' | 's2' | 's4' | 'quiet';

export function Pill({
  tone = 'quiet',
  dot = false,
  children,
  title,
  className,
}: {
  tone?: PillTone;
  dot?: boolean;
  children: ReactNode;
  title?: string;
  className?: string;
}) {
  return (
    <span className={cx('pill', `pill--${tone}`, className)} title={title}>
      {dot && <span className="pill__dot" aria-hidden="true" />}
      {children}
    </span>
  );
}
