import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../../../lib/problem-error.js';
import { Button } from '../../../ui/button.js';
import { TextField } from '../../../ui/field.js';
import { ProblemLine } from '../../../ui/states.js';
import { useSpan } from '../../../ui/time.js';
import { setupQuery, useSignIn } from '../api.js';
import { GateFrame } from './gate-frame.js';

interface LoginForm {
  email: string;
  password: string;
  totp: string;
}

export interface LoginPageProps {
  onSignedIn: () => void;
  onSetupOpen: () => void;
}

function LockedLine({ retryAfter }: { retryAfter: number | null }) {
  const { t } = useTranslation('identity');
  const span = useSpan();
  return (
    <p className="problem-line" role="alert">
      {retryAfter === null ? t('login.lockedUnknown') : t('login.locked', { span: span(retryAfter * 1000) })}
    </p>
  );
}

export function LoginPage({ onSignedIn, onSetupOpen }: LoginPageProps) {
  const { t } = useTranslation(['identity', 'common']);
  const setup = useQuery(setupQuery);
  const signIn = useSignIn();
  const form = useForm<LoginForm>({ defaultValues: { email: '', password: '', totp: '' } });
  const askTotp = useRef(false);
  if (isProblem(signIn.error, 'auth/totp-required', 'auth/totp-invalid')) askTotp.current = true;
  const needsTotp = askTotp.current;
  const { setFocus } = form;
  useEffect(() => setFocus(needsTotp ? 'totp' : 'email'), [needsTotp, setFocus]);
  useEffect(() => {
    if (setup.data?.open === true) onSetupOpen();
  }, [setup.data?.open, onSetupOpen]);
  const submit = form.handleSubmit(({ email, password, totp }) =>
    signIn.mutate({ email, password, ...(needsTotp ? { totp: totp.trim() } : {}) }, { onSuccess: onSignedIn }),
  );
  const required = { required: t('common:state.required') };
  const errors = form.formState.errors;
  return (
    <GateFrame title={t('login.title')} lead={setup.data?.open === true ? t('login.setup') : t('login.lead')}>
      <form className="gate__form" onSubmit={(event) => void submit(event)} noValidate>
        <TextField
          label={t('login.email')}
          type="email"
          autoComplete="username"
          error={errors.email?.message}
          {...form.register('email', required)}
        />
        <TextField
          label={t('login.password')}
          type="password"
          autoComplete="current-password"
          error={errors.password?.message}
          {...form.register('password', required)}
        />
        {needsTotp && (
          <TextField
            label={t('login.totp')}
            hint={t('login.totpHint')}
            inputMode="numeric"
            autoComplete="one-time-code"
            error={errors.totp?.message}
            {...form.register('totp', required)}
          />
        )}
        {isProblem(signIn.error, 'auth/locked') ? (
          <LockedLine retryAfter={signIn.error.retryAfter} />
        ) : (
          <ProblemLine error={signIn.error} />
        )}
        <Button type="submit" variant="primary" size="lg" busy={signIn.isPending}>
          {t('login.submit')}
        </Button>
      </form>
    </GateFrame>
  );
}
