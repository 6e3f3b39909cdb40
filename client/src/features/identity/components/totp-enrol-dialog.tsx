import { useState } from 'react';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.js';
import { Dialog } from '../../../ui/dialog.js';
import { TextField } from '../../../ui/field.js';
import { ProblemLine } from '../../../ui/states.js';
import { useConfirmTotp, useEnrolTotp } from '../api.js';

/** Password, then the picture and a first code, then the recovery codes: the last step cannot be skipped by accident. */
export function EnrolDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('identity');
  const enrol = useEnrolTotp();
  const confirm = useConfirmTotp();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const submit = (act: () => void) => (event: FormEvent) => {
    event.preventDefault();
    act();
  };
  const codes = confirm.data?.recoveryCodes;
  if (codes !== undefined) {
    return (
      <Dialog
        open
        title={t('totp.title')}
        onClose={onClose}
        locked
        footer={
          <Button variant="primary" onClick={onClose}>
            {t('totp.saved')}
          </Button>
        }
      >
        <p>{t('totp.recovery')}</p>
        <ul className="totp__codes mono">
          {codes.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      </Dialog>
    );
  }
  if (enrol.data === undefined) {
    return (
      <Dialog open title={t('totp.title')} size="sm" onClose={onClose}>
        <form className="profile__form" onSubmit={submit(() => enrol.mutate(password))}>
          <TextField
            label={t('password.current')}
            hint={t('totp.passwordWhy')}
            type="password"
            autoComplete="current-password"
            autoFocus
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
          <ProblemLine error={enrol.error} />
          <Button
            type="submit"
            variant="primary"
            writes
            busy={enrol.isPending}
            blockedBy={password === '' ? t('totp.passwordFirst') : null}
          >
            {t('totp.enable')}
          </Button>
        </form>
      </Dialog>
    );
  }
  return (
    <Dialog open title={t('totp.title')} size="sm" onClose={onClose}>
      <form className="profile__form" onSubmit={submit(() => confirm.mutate(code))}>
        <p>{t('totp.scan')}</p>
        <img className="totp__qr" src={enrol.data.qr} alt={t('totp.qr')} />
        <p className="muted">
          {t('totp.secret')}
          <br />
          <code className="mono">{enrol.data.secret}</code>
        </p>
        <TextField
          label={t('totp.code')}
          inputMode="numeric"
          autoComplete="one-time-code"
          autoFocus
          maxLength={6}
          value={code}
          onChange={(event) => setCode(event.target.value.replace(/\D/g, ''))}
        />
        <ProblemLine error={confirm.error} />
        <Button type="submit" variant="primary" writes busy={confirm.isPending} blockedBy={code.length === 6 ? null : t('totp.codeFirst')}>
          {t('totp.confirm')}
        </Button>
      </form>
    </Dialog>
  );
}
