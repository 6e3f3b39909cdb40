import { isReason } from '@tocsin/shared/kernel';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../ui/dialog.js';
import { TextArea, TextField } from '../../../ui/field.js';
import { useStart } from './api.js';

const REASON_MAX = 500;
/** What the browser's field says, in the zone of whoever fills it in. */
const instant = (value: string): string | undefined => (value === '' ? undefined : new Date(value).toISOString());

export function StartDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('groups');
  const start = useStart();
  const [reason, setReason] = useState('');
  const [since, setSince] = useState('');
  const [until, setUntil] = useState('');
  const backwards = since !== '' && until !== '' && since >= until;
  const blockedBy = !isReason(reason) ? t('reasonNeeded') : backwards ? t('recluster.backwards') : null;
  const confirm = (): void => start.mutate({ reason: reason.trim(), since: instant(since), until: instant(until) }, { onSuccess: onClose });
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
        <TextField
          type="datetime-local"
          label={t('recluster.since')}
          optional
          hint={t('recluster.rangeHint')}
          value={since}
          onChange={({ target }) => setSince(target.value)}
        />
        <TextField
          type="datetime-local"
          label={t('recluster.until')}
          optional
          error={backwards ? t('recluster.backwards') : null}
          value={until}
          onChange={({ target }) => setUntil(target.value)}
        />
      </div>
    </ConfirmDialog>
  );
}
