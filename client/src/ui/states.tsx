import { AlertTriangle, Inbox } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../lib/problem-error.js';
import { Button } from './button.js';
import './states.css';

const SKELETON_DELAY_MS = 300;

/** Appears only when loading takes long enough to be noticed, and keeps the layout's height. */
export function Skeleton({ rows = 4, height = 16 }: { rows?: number; height?: number }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), SKELETON_DELAY_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={shown ? 'skeleton skeleton--shown' : 'skeleton'} role="status">
      <span className="sr-only">{t('state.loading')}</span>
      {Array.from({ length: rows }, (_, i) => (
        <span key={i} className="skeleton__row" style={{ height, width: `${92 - ((i * 17) % 40)}%` }} />
      ))}
    </div>
  );
}

/** Holds the place of a name or a number that is on its way, within a line. */
export function WaitingWords({ width = 120 }: { width?: number }) {
  const { t } = useTranslation();
  return (
    <span className="waiting-words" style={{ width }}>
      <span className="sr-only">{t('state.loading')}</span>
    </span>
  );
}

export interface EmptyStateProps {
  title: ReactNode;
  hint?: ReactNode;
  icon?: ReactNode;
  /** What to do next. */
  action?: ReactNode;
}

export function EmptyState({ title, hint, icon, action }: EmptyStateProps) {
  return (
    <div className="state">
      <span className="state__icon">{icon ?? <Inbox size={22} aria-hidden="true" />}</span>
      <p className="state__title">{title}</p>
      {hint !== undefined && <p className="state__hint">{hint}</p>}
      {action !== undefined && <div className="state__action">{action}</div>}
    </div>
  );
}

export function useProblemText(): (error: unknown) => string {
  const { t } = useTranslation('problems');
  return (error) => {
    if (!isProblem(error)) return t('server/unexpected');
    // Refused for the brands somebody is limited to, not for their role: saying the role would send them to the wrong door.
    const { brands } = error.params;
    if (error.code === 'auth/forbidden' && Array.isArray(brands)) return t('client/brands', { brands: brands.join(' · ') });
    return t(error.code, error.params);
  };
}

/** What failed, what to do, and the number that finds it in the log. */
export function ErrorCard({ error, title, onRetry }: { error: unknown; title?: string; onRetry?: () => void }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const requestId = isProblem(error) ? error.requestId : null;
  return (
    <div className="state state--error" role="alert">
      <span className="state__icon">
        <AlertTriangle size={22} aria-hidden="true" />
      </span>
      <p className="state__title">{title ?? t('error.title')}</p>
      <p className="state__hint">{textOf(error)}</p>
      {requestId !== null && <p className="state__id mono">{t('error.requestId', { id: requestId })}</p>}
      {onRetry !== undefined && (
        <div className="state__action">
          <Button onClick={onRetry}>{t('action.retry')}</Button>
        </div>
      )}
    </div>
  );
}

/** The one line a form shows above its button. */
export function ProblemLine({ error }: { error: unknown }) {
  const textOf = useProblemText();
  if (error === null || error === undefined) return null;
  return (
    <p className="problem-line" role="alert">
      <AlertTriangle size={14} aria-hidden="true" />
      {textOf(error)}
    </p>
  );
}
