import { isReason } from '@tocsin/shared/kernel';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ENTRY_KINDS, ObjectCorrected, type CorrectObject as Correction, type EntryKind } from '@tocsin/shared/clustering';
import type { ComplaintId } from '@tocsin/shared/kernel';
import { Tag } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../../lib/session.js';
import { Button } from '../../../ui/button.js';
import { ConfirmDialog } from '../../../ui/dialog.js';
import { SelectField, TextArea, TextField } from '../../../ui/field.js';
import { toasts } from '../../../ui/toasts.js';
import { command, readGroupsAnew } from '../api.js';
import { BusyHint } from './regroup-dialog.js';
import { useUndoMoves } from './use-regroup.js';

const REASON_MAX = 500;
const NAME = { min: 2, max: 60 };

function CorrectionDialog({ id, onClose }: { id: ComplaintId; onClose: () => void }) {
  const { t } = useTranslation('groups');
  const client = useQueryClient();
  const undoMoves = useUndoMoves();
  const [kind, setKind] = useState<EntryKind>('brand');
  const [name, setName] = useState('');
  const [reason, setReason] = useState('');
  const correct = useMutation({
    mutationFn: (body: Correction) => command(`/complaints/${id}/object`, body, ObjectCorrected),
    onSuccess: ({ object, moved }) => {
      readGroupsAnew(client);
      onClose();
      if (moved === null) toasts.ok(t('object.stayed', { name: object.name }));
      else
        toasts.undoable(
          t('object.moved', { name: object.name, title: moved.into?.title ?? t('unnamed') }),
          () => void undoMoves([moved.move]),
        );
    },
  });
  const missing = name.trim().length < NAME.min || !isReason(reason);
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      onConfirm={() => correct.mutate({ kind, name: name.trim(), reason: reason.trim() })}
      title={t('object.title')}
      consequence={t('object.consequence')}
      confirmLabel={t('object.confirm')}
      busy={correct.isPending}
      error={correct.error}
      blockedBy={missing ? t('reasonNeeded') : null}
    >
      <SelectField
        label={t('object.kind')}
        value={kind}
        options={ENTRY_KINDS.map((value) => ({ value, label: t(`object.kinds.${value}`) }))}
        onChange={({ target }) => setKind(target.value as EntryKind)}
      />
      <TextField
        label={t('object.name')}
        hint={t('object.nameHint')}
        value={name}
        maxLength={NAME.max}
        onChange={({ target }) => setName(target.value)}
      />
      <TextArea label={t('reason')} value={reason} maxLength={REASON_MAX} onChange={({ target }) => setReason(target.value)} />
      <BusyHint error={correct.error} />
    </ConfirmDialog>
  );
}

/** Says what one complaint is about when the engine took it for something else. */
export function CorrectObject({ id }: { id: ComplaintId }) {
  const { t } = useTranslation('groups');
  const may = useCan('group:move');
  const [open, setOpen] = useState(false);
  if (!may) return null;
  return (
    <>
      <Button size="sm" icon={<Tag size={13} aria-hidden="true" />} onClick={() => setOpen(true)}>
        {t('object.action')}
      </Button>
      {open && <CorrectionDialog id={id} onClose={() => setOpen(false)} />}
    </>
  );
}
