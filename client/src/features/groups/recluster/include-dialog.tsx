import type { ReclusterDifference, ReclusterRun } from '@tocsin/shared/clustering';
import { isReason } from '@tocsin/shared/kernel';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounted } from '../../../lib/counted.js';
import { count } from '../../../lib/format.js';
import { useNamedIncident } from '../../../lib/incident-directory.js';
import { ConfirmDialog } from '../../../ui/dialog.js';
import { TextArea } from '../../../ui/field.js';
import { toasts } from '../../../ui/toasts.js';
import { useInclude } from './api.js';

const REASON_MAX = 500;

/** Shrinking what people declared is a decision of its own, with its reason on record, before the preview is accepted. */
export function IncludeDialog({ run, row, onClose }: { run: ReclusterRun; row: ReclusterDifference; onClose: () => void }) {
  const { t } = useTranslation('groups');
  const counted = useCounted();
  const include = useInclude(run);
  const [reason, setReason] = useState('');
  const { incident } = useNamedIncident(row.from.incidentId);
  const confirm = (): void =>
    include.mutate(
      { nos: [row.no], reason: reason.trim() },
      {
        onSuccess: () => {
          toasts.ok(t('recluster.declared.done'));
          onClose();
        },
      },
    );
  return (
    <ConfirmDialog
      open
      danger
      title={t('recluster.declared.title')}
      consequence={t('recluster.declared.consequence', {
        n: counted('complaints', row.complaints),
        no: incident?.no ?? '—',
        before: count(row.from.before),
        after: count(row.from.before - row.complaints),
      })}
      confirmLabel={t('recluster.declared.include')}
      busy={include.isPending}
      error={include.error}
      blockedBy={!isReason(reason) ? t('reasonNeeded') : null}
      onConfirm={confirm}
      onClose={onClose}
    >
      <TextArea label={t('reason')} value={reason} maxLength={REASON_MAX} onChange={({ target }) => setReason(target.value)} />
    </ConfirmDialog>
  );
}
