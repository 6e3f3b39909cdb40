import type { IncidentId } from '@tocsin/shared/kernel';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../ui/dialog.js';
import { Checkbox, TextArea } from '../../../ui/field.js';
import { TimeField } from '../../../ui/time-field.js';
import { toasts } from '../../../ui/toasts.js';
import { useAddNote } from '../api.js';

const NOTE_MAX = 4_000;

/** A note says when the thing happened; the log adds when it was written down. */
export function NoteDialog({ id, onClose }: { id: IncidentId; onClose: () => void }) {
  const { t } = useTranslation('incidents');
  const add = useAddNote(id);
  const [text, setText] = useState('');
  const [when, setWhen] = useState<string>();
  const [key, setKey] = useState(false);
  const confirm = (): void => {
    const occurred = when === undefined ? {} : { occurredAt: when };
    const done = (): void => {
      onClose();
      toasts.ok(t('done.noted'));
    };
    add.mutate({ text: text.trim(), key, ...occurred }, { onSuccess: done });
  };
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      onConfirm={confirm}
      title={t('note.add')}
      consequence={t('note.effect')}
      confirmLabel={t('note.save')}
      busy={add.isPending}
      error={add.error}
      blockedBy={text.trim() === '' ? t('note.needed') : null}
    >
      <TextArea
        label={t('note.text')}
        rows={4}
        maxLength={NOTE_MAX}
        autoFocus
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && text.trim() !== '') confirm();
        }}
      />
      <TimeField label={t('note.when')} optional value={when} onChange={setWhen} />
      <Checkbox label={t('note.key')} checked={key} onChange={(event) => setKey(event.target.checked)} />
    </ConfirmDialog>
  );
}
