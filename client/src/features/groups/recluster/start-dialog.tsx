import { isReason } from '@tocsin/shared/kernel';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../ui/dialog.js';
import { TextArea } from '../../../ui/field.js';
import { TimeField } from '../../../ui/time-field.js';
import { useStart } from './api.js';

const REASON_MAX = 500;
export function StartDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('groups');
  const start = useStart();
  const [reason, setReason] = useState('');
  const [since, setSince] = useState<string>();
  const [until, setUntil] = useState<string>();
  const backwards = since !== undefined && until !== undefined && since >= until;
  const blockedBy = !isReason(reason) ? t('reasonNeeded') : backwards ? t('recluster.backwards') : null;
  const confirm = (): void => start.mutate({ reason: reason.trim(), since, until }, { onSuccess: onClose });
  return (
    <ConfirmDialog
      open
      title={t('recluster.start')}
      consequence={t('recluster.startConsequence')}
      confirmLabel={t('recluster.start')}
      busy={start.isPending}
      error={start.error}
      blockedBy={blockedBy}
      onConfirm={confirm}
      onClose={onClose}
    >
      <TextArea label={t('reason')} value={reason} maxLength={REASON_MAX} onChange={({ target }) => setReason(target.value)} />
      <div className="rc-range">
        <TimeField label={t('recluster.since')} optional hint={t('recluster.rangeHint')} value={since} onChange={setSince} />
        <TimeField
          label={t('recluster.until')}
          optional
          error={backwards ? t('recluster.backwards') : null}
          value={until}
          onChange={setUntil}
        />
      </div>
    </ConfirmDialog>
  );
}
