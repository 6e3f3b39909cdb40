import type { Permission } from '@tocsin/shared/identity';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../../../lib/server-clock.js';
import { Button } from '../../../ui/button.js';
import { Copyable } from '../../../ui/copyable.js';
import { Dialog } from '../../../ui/dialog.js';
import { TextField } from '../../../ui/field.js';
import { ProblemLine } from '../../../ui/states.js';
import { useCreateKey } from '../api.js';
import { TimeField } from '../../../ui/time-field.js';
import { ScopeGroups } from './scope-groups.js';

const isOver = (at: string | undefined): boolean => at !== undefined && Date.parse(at) <= serverNow();

export function KeyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['identity', 'common']);
  const create = useCreateKey();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<Permission[]>(['complaint:create']);
  const [expiresAt, setExpiresAt] = useState<string>();
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
  const blocked =
    name.trim() === ''
      ? t('common:state.required')
      : scopes.length === 0
        ? t('keys.scopesNeeded')
        : isOver(expiresAt)
          ? t('keys.expiresInPast')
          : null;
  return (
    <Dialog
      open
      size="lg"
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
            onClick={() => create.mutate({ name: name.trim(), scopes, expiresAt: expiresAt ?? null })}
          >
            {t('common:action.create')}
          </Button>
        </>
      }
    >
      <TextField label={t('keys.name')} autoComplete="off" maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
      <TimeField optional label={t('keys.expires')} hint={t('keys.expiresHint')} value={expiresAt} onChange={setExpiresAt} />
      <ScopeGroups chosen={scopes} onChange={setScopes} />
      <ProblemLine error={create.error} />
    </Dialog>
  );
}
