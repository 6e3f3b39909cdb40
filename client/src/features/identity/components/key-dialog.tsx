import { SCOPES } from '@tocsin/shared/identity';
import type { Permission } from '@tocsin/shared/identity';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { permissionKey } from '../../../lib/permission-key.js';
import { Button } from '../../../ui/button.js';
import { Copyable } from '../../../ui/copyable.js';
import { Dialog } from '../../../ui/dialog.js';
import { TextField } from '../../../ui/field.js';
import { ProblemLine } from '../../../ui/states.js';
import { useCreateKey } from '../api.js';
import { ChoiceGroup } from './choice-group.js';

export function KeyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['identity', 'domain', 'common']);
  const create = useCreateKey();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<Permission[]>(['complaint:create']);
  const made = create.data;
  if (made !== undefined) {
    return (
      <Dialog
        open
        locked
        title={made.name}
        onClose={onClose}
        footer={
          <Button variant="primary" onClick={onClose}>
            {t('keys.done')}
          </Button>
        }
      >
        <p className="dialog__consequence">{t('keys.shownOnce')}</p>
        <Copyable text={made.key} label={made.name} />
      </Dialog>
    );
  }
  const blocked = name.trim() === '' ? t('common:state.required') : scopes.length === 0 ? t('keys.scopesNeeded') : null;
  return (
    <Dialog
      open
      title={t('keys.add')}
      onClose={onClose}
      locked={create.isPending}
      footer={
        <>
          <Button onClick={onClose}>{t('common:action.cancel')}</Button>
          <Button
            variant="primary"
            writes
            busy={create.isPending}
            blockedBy={blocked}
            onClick={() => create.mutate({ name: name.trim(), scopes })}
          >
            {t('common:action.create')}
          </Button>
        </>
      }
    >
      <TextField label={t('keys.name')} autoComplete="off" maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
      <ChoiceGroup
        label={t('keys.scopes')}
        options={SCOPES.map((scope) => ({ value: scope, label: t(`domain:permission.${permissionKey(scope)}`) }))}
        chosen={scopes}
        onChange={setScopes}
      />
      <ProblemLine error={create.error} />
    </Dialog>
  );
}
