import { isReason } from '@tocsin/shared/kernel';
import { useState, type ReactNode } from 'react';
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
  label,
  needed,
  waiting = null,
  ...words
}: {
  ask: Asked;
  onClose: () => void;
  title: string;
  consequence: ReactNode;
  confirmLabel: string;
  /** What the reason is for, when it is not for looking. */
  label?: string;
  needed?: string;
  /** Why it cannot be confirmed yet, whatever the reason. */
  waiting?: string | null;
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
      blockedBy={waiting ?? (!isReason(reason) ? (needed ?? t('reveal.reasonNeeded')) : null)}
    >
      <TextArea
        label={label ?? t('reveal.reason')}
        value={reason}
        maxLength={REASON_MAX}
        autoFocus
        onChange={({ target }) => setReason(target.value)}
      />
    </ConfirmDialog>
  );
}
