import { canChangeStatus, type ComplaintDetail, type ComplaintStatus } from '@tocsin/shared/complaints';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../ui/dialog.js';
import { TextArea } from '../../../ui/field.js';
import { toasts } from '../../../ui/toasts.js';
import { useChangeStatus } from '../api.js';
import { Outdated, unlessOutdated } from './outdated.js';
import { blankReply, replyOf, ReplyFields } from './reply-fields.js';

const NOTE_MAX = 1_000;

export function StatusDialog({ detail, to, onClose }: { detail: ComplaintDetail; to: ComplaintStatus; onClose: () => void }) {
  const { t } = useTranslation(['complaints', 'domain']);
  const change = useChangeStatus(detail);
  const [note, setNote] = useState('');
  const [draft, setDraft] = useState(blankReply);
  const reply = to === 'answered' ? replyOf(draft) : undefined;
  const names = { from: t(`domain:complaintStatus.${detail.status}`), to: t(`domain:complaintStatus.${to}`) };
  const confirm = (): void =>
    change.mutate(
      { status: to, ...(note.trim() === '' ? {} : { note: note.trim() }), ...(reply ? { reply } : {}) },
      {
        onSuccess: () => {
          onClose();
          toasts.ok(t('status.done', { no: detail.receiptNo, to: names.to }));
        },
      },
    );
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      onConfirm={confirm}
      title={t('status.title', { no: detail.receiptNo })}
      consequence={t('status.consequence', names)}
      confirmLabel={t('status.confirm', { to: names.to })}
      busy={change.isPending}
      error={unlessOutdated(change.error)}
      blockedBy={
        canChangeStatus(detail.status, to) ? (reply === null ? t('reply.needed') : null) : t('outdated.cannot', { status: names.from })
      }
    >
      {to === 'answered' && <ReplyFields draft={draft} onChange={setDraft} />}
      <TextArea label={t('status.note')} optional value={note} maxLength={NOTE_MAX} onChange={({ target }) => setNote(target.value)} />
      <Outdated error={change.error} id={detail.id} version={detail.version} />
    </ConfirmDialog>
  );
}
