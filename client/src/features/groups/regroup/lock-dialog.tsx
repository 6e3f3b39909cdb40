import type { GroupSummary } from '@tocsin/shared/clustering';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../ui/dialog.js';
import { TextArea } from '../../../ui/field.js';
import { toasts } from '../../../ui/toasts.js';
import { useLockGroup } from '../api.js';
import { BusyHint } from './regroup-dialog.js';
import { useUndoMoves } from './use-regroup.js';

const REASON_MAX = 500;

export function LockDialog({ group, onClose }: { group: GroupSummary; onClose: () => void }) {
  const { t } = useTranslation('groups');
  const lock = useLockGroup(group.id);
  const undoMoves = useUndoMoves();
  const [reason, setReason] = useState('');
  const act = group.locked ? 'unlock' : 'lock';
  const confirm = (): void =>
    lock.mutate(
      { locked: !group.locked, reason: reason.trim() },
      {
        onSuccess: ({ move }) => {
          onClose();
          toasts.undoable(t(`${act}.done`, { title: group.title }), () => void undoMoves([move]));
        },
      },
    );
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      onConfirm={confirm}
      title={t(`${act}.title`, { title: group.title })}
      consequence={t(`${act}.consequence`)}
      confirmLabel={t(`${act}.confirm`)}
      busy={lock.isPending}
      error={lock.error}
      blockedBy={reason.trim() === '' ? t('reasonNeeded') : null}
    >
      <TextArea label={t('reason')} value={reason} maxLength={REASON_MAX} autoFocus onChange={({ target }) => setReason(target.value)} />
      <BusyHint error={lock.error} />
    </ConfirmDialog>
  );
}
