import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.js';
import { TextField } from '../../../ui/field.js';
import { Panel } from '../../../ui/panel.js';
import { ProblemLine } from '../../../ui/states.js';
import { toasts } from '../../../ui/toasts.js';
import { useChangePassword } from '../api.js';
import { usePasswordRule } from './use-password-rule.js';

export function PasswordForm({ email }: { email: string }) {
  const { t } = useTranslation(['identity', 'common']);
  const rule = usePasswordRule();
  const change = useChangePassword();
  const form = useForm({ defaultValues: { current: '', next: '' } });
  const errors = form.formState.errors;
  const required = { required: t('common:state.required') };
  const strong = (password: string) => rule.check(password, email);
  const submit = form.handleSubmit((body) =>
    change.mutate(body, {
      onSuccess: () => {
        form.reset();
        toasts.ok(t('password.done'));
      },
    }),
  );
  return (
    <Panel title={t('password.title')}>
      <form className="profile__form" onSubmit={(event) => void submit(event)} noValidate>
        <input type="email" autoComplete="username" value={email} readOnly hidden />
        <TextField
          label={t('password.current')}
          type="password"
          autoComplete="current-password"
          error={errors.current?.message}
          {...form.register('current', required)}
        />
        <TextField
          label={t('password.next')}
          type="password"
          autoComplete="new-password"
          hint={rule.hint}
          error={errors.next?.message}
          {...form.register('next', { ...required, validate: strong })}
        />
        <ProblemLine error={change.error} />
        <Button type="submit" writes busy={change.isPending}>
          {t('password.submit')}
        </Button>
      </form>
    </Panel>
  );
}
