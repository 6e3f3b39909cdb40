import { useId } from 'react';
import type { ReactNode } from 'react';
import { cx } from './classes.js';
import './panel.css';

export interface PanelProps {
  title: ReactNode;
  /** Quiet facts beside the title. */
  meta?: ReactNode;
  actions?: ReactNode;
  footer?: ReactNode;
  children: ReactNode;
  /** `flush` for maps, charts and lists that bring their own edges. */
  padding?: 'normal' | 'flush';
  /** Scrolling bodies can be reached and named by keyboard users. */
  scroll?: boolean;
  level?: 2 | 3;
  className?: string;
}

export function Panel({ title, meta, actions, footer, children, padding = 'normal', scroll = false, level = 2, className }: PanelProps) {
  const id = useId();
  const Heading = `h${level}` as const;
  return (
    <section className={cx('panel', className)} aria-labelledby={id}>
      <header className="panel__head">
        <Heading className="panel__title clip" id={id}>
          {title}
        </Heading>
        {meta !== undefined && <div className="panel__meta clip">{meta}</div>}
        {actions !== undefined && <div className="panel__actions">{actions}</div>}
      </header>
      <div
        className={cx('panel__body', padding === 'flush' && 'panel__body--flush', scroll && 'panel__body--scroll')}
        {...(scroll ? { tabIndex: 0, role: 'group', 'aria-labelledby': id } : {})}
      >
        {children}
      </div>
      {footer !== undefined && <footer className="panel__foot">{footer}</footer>}
    </section>
  );
}
