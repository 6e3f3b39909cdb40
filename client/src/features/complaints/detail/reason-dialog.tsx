import { isReason } from '@tocsin/shared/kernel';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../ui/dialog.js';
import { TextArea } from '../../../ui/field.js';

const REASON_MAX = 200;

interface Asked {
  mutate: (reason: string, then: { onSuccess: () => void }) => void;
  isPending: boolean;
  error: Error | null;
}

/** Before anything about a person is shown: why, which the audit log keeps. */
export function ReasonDialog({
  ask,
  onClose,
  ...words
}: {
  ask: Asked;
  onClose: () => void;
  title: string;
  consequence: string;
  confirmLabel: string;
}) {
  const { t } = useTranslation('complaints');
  const [reason, setReason] = useState('');
  return (
    <ConfirmDialog
      {...words}
      open
      onClose={onClose}
      onConfirm={() => ask.mutate(reason.trim(), { onSuccess: onClose })}
      busy={ask.isPending}
      error={ask.error}
      blockedBy={!isReason(reason) ? t('reveal.reasonNeeded') : null}
    >
      <TextArea
        label={t('reveal.reason')}
        value={reason}
        maxLength={REASON_MAX}
        autoFocus
        onChange={({ target }) => setReason(target.value)}
      />
    </ConfirmDialog>
  );
}
