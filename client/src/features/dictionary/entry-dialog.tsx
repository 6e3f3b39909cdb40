import { ENTRY_KINDS, type EntryKind, type ObjectEntry } from '@tocsin/shared/clustering';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../../lib/problem-error.js';
import { Button } from '../../ui/button.js';
import { ConfirmDialog, Dialog } from '../../ui/dialog.js';
import { SelectField, TextArea, TextField } from '../../ui/field.js';
import { ProblemLine } from '../../ui/states.js';
import { toasts } from '../../ui/toasts.js';
import { useSaveEntry } from './api.js';

const NAME = { min: 2, max: 60 };
const linesOf = (text: string): string[] => text.split('\n').flatMap((line) => line.trim() || []);

function Trouble({ error }: { error: unknown }) {
  const { t } = useTranslation('dictionary');
  return isProblem(error, 'resource/conflict') ? (
    <p className="problem-line" role="alert">
      {t('outdated')}
    </p>
  ) : (
    <ProblemLine error={error} />
  );
}

export function EntryDialog({ entry, onClose }: { entry: ObjectEntry | null; onClose: () => void }) {
  const { t } = useTranslation(['dictionary', 'common']);
  const save = useSaveEntry();
  const [kind, setKind] = useState<EntryKind>(entry?.kind ?? 'brand');
  const [name, setName] = useState(entry?.name ?? '');
  const [aliases, setAliases] = useState((entry?.aliases ?? []).join('\n'));
  const submit = (): void =>
    save.mutate(
      {
        id: entry?.id ?? null,
        body: { kind, name: name.trim(), aliases: linesOf(aliases) },
        retired: entry?.retired ?? false,
        version: entry?.version ?? 0,
      },
      {
        onSuccess: (saved) => {
          toasts.ok(t('saved', { name: saved.name }));
          onClose();
        },
      },
    );
  return (
    <Dialog
      open
      title={entry === null ? t('add') : t('edit', { name: entry.name })}
      onClose={onClose}
      locked={save.isPending}
      footer={
        <>
          <Button onClick={onClose}>{t('common:action.cancel')}</Button>
          <Button
            variant="primary"
            writes
            busy={save.isPending}
            blockedBy={name.trim().length < NAME.min ? t('nameFirst', { min: NAME.min }) : null}
            onClick={submit}
          >
            {t('common:action.save')}
          </Button>
        </>
      }
    >
      <TextField label={t('name')} value={name} maxLength={NAME.max} onChange={({ target }) => setName(target.value)} />
      <SelectField
        label={t('kind')}
        value={kind}
        options={ENTRY_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
        onChange={({ target }) => setKind(target.value as EntryKind)}
      />
      <TextArea
        label={t('aliases')}
        hint={t('aliasesHint')}
        optional
        rows={5}
        value={aliases}
        onChange={({ target }) => setAliases(target.value)}
      />
      <Trouble error={save.error} />
    </Dialog>
  );
}

export function RetireDialog({ entry, onClose }: { entry: ObjectEntry; onClose: () => void }) {
  const { t } = useTranslation('dictionary');
  const save = useSaveEntry();
  const { id, kind, name, aliases, version } = entry;
  const retire = (): void =>
    save.mutate(
      { id, body: { kind, name, aliases }, retired: true, version },
      {
        onSuccess: (gone) => {
          onClose();
          const restore = { id, body: { kind, name, aliases }, retired: false, version: gone.version };
          toasts.undoable(t('retired', { name }), () => save.mutate(restore));
        },
      },
    );
  return (
    <ConfirmDialog
      open
      danger
      title={t('retireLabel', { name })}
      consequence={t('retireConsequence')}
      confirmLabel={t('retire')}
      busy={save.isPending}
      onConfirm={retire}
      onClose={onClose}
    >
      <Trouble error={save.error} />
    </ConfirmDialog>
  );
}
