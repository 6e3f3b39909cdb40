import type { ReactNode } from 'react';
import './page.css';

/** A page of its own: one h1, what can be done, and a body. */
export function Page({
  title,
  meta,
  actions,
  children,
  width = 'normal',
}: {
  title: ReactNode;
  meta?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  width?: 'normal' | 'narrow';
}) {
  return (
    <div className={`page page--${width}`}>
      <header className="page__head">
        <h1 className="page__title">{title}</h1>
        {meta !== undefined && <span className="page__meta">{meta}</span>}
        {actions !== undefined && <div className="page__actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
