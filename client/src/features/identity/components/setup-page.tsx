import { useQuery } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.js';
import { TextField } from '../../../ui/field.js';
import { ProblemLine } from '../../../ui/states.js';
import { setupQuery, useSetUp } from '../api.js';
import { GateFrame } from './gate-frame.js';
import { usePasswordRule } from './use-password-rule.js';

interface SetupForm {
  token: string;
  email: string;
  name: string;
  password: string;
}

export interface SetupPageProps {
  /** From the link the server prints. */
  token: string;
  onDone: () => void;
  onClosed: () => void;
}

export function SetupPage({ token, onDone, onClosed }: SetupPageProps) {
  const { t } = useTranslation(['identity', 'common']);
  const rule = usePasswordRule();
  const state = useQuery(setupQuery);
  const setUp = useSetUp();
  const form = useForm<SetupForm>({ defaultValues: { token, email: '', name: '', password: '' } });
  const errors = form.formState.errors;
  const required = { required: t('common:state.required') };
  const strong = (password: string) => rule.check(password, form.getValues('email'));
  const submit = form.handleSubmit((body) => setUp.mutate(body, { onSuccess: onDone }));
  if (state.data?.open === false && !setUp.isSuccess) {
    return (
      <GateFrame title={t('setup.title')} lead={t('setup.closed')}>
        <Button variant="primary" size="lg" onClick={onClosed}>
          {t('setup.toLogin')}
        </Button>
      </GateFrame>
    );
  }
  return (
    <GateFrame title={t('setup.title')} lead={t('setup.lead')}>
      <form className="gate__form" onSubmit={(event) => void submit(event)} noValidate>
        <TextField
          label={t('setup.token')}
          autoComplete="off"
          spellCheck={false}
          className="mono"
          error={errors.token?.message}
          {...form.register('token', required)}
        />
        <TextField label={t('setup.name')} autoComplete="name" error={errors.name?.message} {...form.register('name', required)} />
        <TextField
          label={t('login.email')}
          type="email"
          autoComplete="username"
          error={errors.email?.message}
          {...form.register('email', required)}
        />
        <TextField
          label={t('setup.password')}
          type="password"
          autoComplete="new-password"
          hint={rule.hint}
          error={errors.password?.message}
          {...form.register('password', { ...required, validate: strong })}
        />
        <ProblemLine error={setUp.error} />
        <Button type="submit" variant="primary" size="lg" busy={setUp.isPending}>
          {t('setup.submit')}
        </Button>
      </form>
    </GateFrame>
  );
}
