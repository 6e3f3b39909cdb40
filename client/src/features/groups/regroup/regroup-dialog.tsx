import { isReason } from '@tocsin/shared/kernel';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../../../lib/problem-error.js';
import { useCounted } from '../../../lib/counted.js';
import { ConfirmDialog } from '../../../ui/dialog.js';
import { TextArea } from '../../../ui/field.js';
import { EffectLines } from './effect-lines.js';
import type { Step } from './plan.rules.js';
import './regroup.css';
import { useRegroup } from './use-regroup.js';

const REASON_MAX = 500;
const MOST_SOURCES = 20;
export const MOST_MEMBERS = 5_000;

/** The engine may be between two checkpoints: nothing was changed, and trying again soon is the right thing. */
export function BusyHint({ error }: { error: unknown }) {
  const { t } = useTranslation('groups');
  if (!isProblem(error) || error.status !== 503) return null;
  return <p className="muted">{error.retryAfter === null ? t('busy.soon') : t('busy.after', { n: error.retryAfter })}</p>;
}

export interface RegroupDialogProps {
  title: string;
  confirmLabel: string;
  done: string;
  /** Null until a target is chosen. */
  steps: readonly Step[] | null;
  /** Why there is nothing to confirm yet. */
  missing?: string | null;
  onClose: () => void;
  onDone: () => void;
  children?: ReactNode;
}

/** What every regrouping has in common: its effect named, a reason asked for, and undo offered afterwards. */
export function RegroupDialog({ title, confirmLabel, done, steps, missing = null, onClose, onDone, children }: RegroupDialogProps) {
  const { t } = useTranslation('groups');
  const counted = useCounted();
  const [reason, setReason] = useState('');
  const regroup = useRegroup(onDone);
  const tooMany = steps !== null && steps.length > MOST_SOURCES;
  const blocked =
    missing ??
    (steps === null || steps.length === 0
      ? t('nothing')
      : tooMany
        ? t('tooMany', { n: counted('groups', steps.length), max: MOST_SOURCES })
        : !isReason(reason)
          ? t('reasonNeeded')
          : null);
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      onConfirm={() => steps !== null && regroup.mutate({ steps, reason: reason.trim(), done })}
      title={title}
      consequence={
        steps === null || steps.length === 0 || tooMany ? <span>{blocked}</span> : <EffectLines key={JSON.stringify(steps)} steps={steps} />
      }
      confirmLabel={confirmLabel}
      busy={regroup.isPending}
      error={regroup.error}
      blockedBy={blocked}
    >
      {children}
      <TextArea label={t('reason')} value={reason} maxLength={REASON_MAX} onChange={({ target }) => setReason(target.value)} />
      <BusyHint error={regroup.error} />
    </ConfirmDialog>
  );
}
