import { isReason } from '@tocsin/shared/kernel';
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
  const lock = useLockGroup(group);
  const undoMoves = useUndoMoves();
  const [reason, setReason] = useState('');
  const { title } = group;
  const words = group.locked
    ? {
        title: t('unlock.title', { title }),
        consequence: t('unlock.consequence'),
        confirm: t('unlock.confirm'),
        done: t('unlock.done', { title }),
      }
    : {
        title: t('lock.title', { title }),
        consequence: t('lock.consequence'),
        confirm: t('lock.confirm'),
        done: t('lock.done', { title }),
      };
  const confirm = (): void =>
    lock.mutate(
      { locked: !group.locked, reason: reason.trim() },
      {
        onSuccess: ({ move }) => {
          onClose();
          toasts.undoable(words.done, () => void undoMoves([move]));
        },
      },
    );
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      onConfirm={confirm}
      title={words.title}
      consequence={words.consequence}
      confirmLabel={words.confirm}
      busy={lock.isPending}
      error={lock.error}
      blockedBy={!isReason(reason) ? t('reasonNeeded') : null}
    >
      <TextArea label={t('reason')} value={reason} maxLength={REASON_MAX} autoFocus onChange={({ target }) => setReason(target.value)} />
      <BusyHint error={lock.error} />
    </ConfirmDialog>
  );
}
