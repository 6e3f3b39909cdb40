import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../../ui/badge.js';
import { Button } from '../../../ui/button.js';
import { ConfirmDialog } from '../../../ui/dialog.js';
import { TextField } from '../../../ui/field.js';
import { Panel } from '../../../ui/panel.js';
import { toasts } from '../../../ui/toasts.js';
import { useDisableTotp } from '../api.js';
import { EnrolDialog } from './totp-enrol-dialog.js';

function DisableDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('identity');
  const disable = useDisableTotp();
  const [password, setPassword] = useState('');
  const done = (): void => {
    toasts.ok(t('totp.disabled'));
    onClose();
  };
  return (
    <ConfirmDialog
      open
      danger
      title={t('totp.disable')}
      consequence={t('totp.consequence')}
      confirmLabel={t('totp.disable')}
      busy={disable.isPending}
      error={disable.error}
      blockedBy={password === '' ? t('totp.passwordWhy') : null}
      onClose={onClose}
      onConfirm={() => disable.mutate(password, { onSuccess: done })}
    >
      <TextField
        label={t('password.current')}
        hint={t('totp.passwordWhy')}
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
    </ConfirmDialog>
  );
}

export function TotpPanel({ enabled }: { enabled: boolean }) {
  const { t } = useTranslation('identity');
  const [dialog, setDialog] = useState<'enrol' | 'disable' | null>(null);
  return (
    <Panel title={t('totp.title')} meta={<Badge tone={enabled ? 'ok' : 'quiet'}>{enabled ? t('totp.on') : t('totp.off')}</Badge>}>
      {enabled ? (
        <Button variant="danger" writes onClick={() => setDialog('disable')}>
          {t('totp.disable')}
        </Button>
      ) : (
        <Button writes onClick={() => setDialog('enrol')}>
          {t('totp.enable')}
        </Button>
      )}
      {dialog === 'enrol' && <EnrolDialog onClose={() => setDialog(null)} />}
      {dialog === 'disable' && <DisableDialog onClose={() => setDialog(null)} />}
    </Panel>
  );
}
