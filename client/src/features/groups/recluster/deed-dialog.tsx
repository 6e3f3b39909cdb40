import type { ReclusterRun } from '@tocsin/shared/clustering';
import { isReason } from '@tocsin/shared/kernel';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { count } from '../../../lib/format.js';
import { ConfirmDialog } from '../../../ui/dialog.js';
import { TextArea } from '../../../ui/field.js';
import { toasts } from '../../../ui/toasts.js';
import { BusyHint } from '../regroup/regroup-dialog.js';
import { useDeed, type Deed } from './api.js';

const REASON_MAX = 500;

/** Says in numbers what accepting or giving up does, and asks why. */
export function DeedDialog({ run, deed, onClose }: { run: ReclusterRun; deed: Exclude<Deed, 'compare'>; onClose: () => void }) {
  const { t } = useTranslation('groups');
  const act = useDeed(run);
  const [reason, setReason] = useState('');
  const { moved = 0, heldBack = 0, groups, incidents = [], declared } = run.summary ?? {};
  const numbers = {
    moved: count(moved),
    held: count(heldBack),
    merged: count(groups?.merged ?? 0),
    dissolved: count(groups?.dissolved ?? 0),
    appeared: count(groups?.appeared ?? 0),
    incidents: count(incidents.length),
    declared: count(declared?.moved ?? 0),
    read: count(run.progress.read),
  };
  const confirm = (): void =>
    act.mutate(
      { deed, reason: reason.trim() },
      {
        onSuccess: ({ applied }) => {
          toasts.ok(t(`recluster.done.${deed}`, { n: count(applied?.complaints ?? 0) }));
          onClose();
        },
      },
    );
  return (
    <ConfirmDialog
      open
      title={t(`recluster.${deed}.title`)}
      consequence={t(`recluster.${deed}.consequence`, numbers)}
      confirmLabel={t(`recluster.${deed}.confirm`)}
      busy={act.isPending}
      error={act.error}
      blockedBy={!isReason(reason) ? t('reasonNeeded') : null}
      onConfirm={confirm}
      onClose={onClose}
    >
      <TextArea label={t('reason')} value={reason} maxLength={REASON_MAX} onChange={({ target }) => setReason(target.value)} />
      <BusyHint error={act.error} />
    </ConfirmDialog>
  );
}
