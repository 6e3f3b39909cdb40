import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounted } from '../../lib/counted.js';
import { serverNow } from '../../lib/server-clock.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { SelectField, TextField } from '../../ui/field.js';
import { ProblemLine } from '../../ui/states.js';
import { useCreateWallLink } from './api.js';
import { MadeLink } from './made-link.js';

const DAY_MS = 86_400_000;
const DAYS = ['', '1', '7', '30', '90'] as const;

export function WallDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['admin', 'common']);
  const counted = useCounted();
  const create = useCreateWallLink();
  const [name, setName] = useState('');
  // Of the opening, not of the press: a press that timed out and is repeated asks for the same link, and has the same key.
  const [openedAt] = useState(serverNow);
  const [days, setDays] = useState<string>('30');
  if (create.data !== undefined) return <MadeLink name={create.data.name} token={create.data.token} onClose={onClose} />;
  const submit = (): void => {
    const expires = days === '' ? {} : { expiresAt: new Date(openedAt + Number(days) * DAY_MS).toISOString() };
    create.mutate({ name: name.trim(), ...expires });
  };
  return (
    <Dialog
      open
      title={t('walls.add')}
      onClose={onClose}
      locked={create.isPending}
      footer={
        <>
          <Button onClick={onClose}>{t('common:action.cancel')}</Button>
          <Button
            variant="primary"
            writes
            busy={create.isPending}
            blockedBy={name.trim() === '' ? t('common:state.required') : null}
            onClick={submit}
          >
            {t('common:action.create')}
          </Button>
        </>
      }
    >
      <p className="dialog__consequence">{t('walls.consequence')}</p>
      <TextField
        label={t('walls.name')}
        hint={t('walls.nameHint')}
        autoComplete="off"
        maxLength={80}
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <SelectField
        label={t('walls.expires')}
        value={days}
        options={DAYS.map((value) => ({ value, label: value === '' ? t('walls.forever') : counted('days', Number(value)) }))}
        onChange={({ target }) => setDays(target.value)}
      />
      <ProblemLine error={create.error} />
    </Dialog>
  );
}
