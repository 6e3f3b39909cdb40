import { useQuery } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { dateTime } from '../../../lib/format.js';
import { isProblem } from '../../../lib/problem-error.js';
import { Button } from '../../../ui/button.js';
import { TextField } from '../../../ui/field.js';
import { ProblemLine, Skeleton } from '../../../ui/states.js';
import { offeredQuery, useJoin } from '../api.js';
import { GateFrame } from './gate-frame.js';
import { usePasswordRule } from './use-password-rule.js';
import './join-page.css';

export interface JoinPageProps {
  token: string;
  onJoined: () => void;
  onSignIn: () => void;
}

const REASONS = ['used', 'withdrawn', 'expired', 'inviter'] as const;

/** A link that opens nothing says why, and what to do. */
function Closed({ error, onSignIn }: { error: unknown; onSignIn: () => void }) {
  const { t } = useTranslation('identity');
  const why = isProblem(error, 'user/invitation-over') ? REASONS.find((reason) => reason === error.params['why']) : undefined;
  return (
    <GateFrame title={t('join.title')} lead={t(why === undefined ? 'join.unknown' : `join.over.${why}`)}>
      {!isProblem(error, 'user/invitation-over') && !isProblem(error, 'user/invitation-unknown') && <ProblemLine error={error} />}
      <Button variant="primary" size="lg" onClick={onSignIn}>
        {t('setup.toLogin')}
      </Button>
    </GateFrame>
  );
}

export function JoinPage({ token, onJoined, onSignIn }: JoinPageProps) {
  const { t } = useTranslation(['identity', 'common', 'domain', 'audit']);
  const rule = usePasswordRule();
  const offer = useQuery(offeredQuery(token));
  const join = useJoin();
  const form = useForm({ defaultValues: { name: '', password: '' } });
  const errors = form.formState.errors;
  const required = { required: t('common:state.required') };
  if (offer.isPending) return <Skeleton rows={4} />;
  if (offer.isError) return <Closed error={offer.error} onSignIn={onSignIn} />;
  const { email, roles, brands, invitedBy, expiresAt } = offer.data;
  const strong = (password: string) => rule.check(password, email);
  const list = (items: readonly string[]): string => items.join(t('audit:separator'));
  const submit = form.handleSubmit(({ name, password }) =>
    join.mutate({ token, email, name: name.trim(), password }, { onSuccess: onJoined }),
  );
  return (
    <GateFrame title={t('join.title')} lead={t('join.lead', { name: invitedBy, time: dateTime(expiresAt) })}>
      <dl className="join__facts">
        <dt>{t('profile.roles')}</dt>
        <dd>{list(roles.map((role) => t(`domain:role.${role}`)))}</dd>
        <dt>{t('profile.brands')}</dt>
        <dd>{brands === null ? t('profile.allBrands') : list(brands)}</dd>
      </dl>
      <form className="gate__form" onSubmit={(event) => void submit(event)} noValidate>
        <TextField label={t('login.email')} type="email" autoComplete="username" readOnly value={email} />
        <TextField
          label={t('setup.name')}
          autoComplete="name"
          maxLength={80}
          error={errors.name?.message}
          {...form.register('name', required)}
        />
        <TextField
          label={t('setup.password')}
          type="password"
          autoComplete="new-password"
          hint={rule.hint}
          error={errors.password?.message}
          {...form.register('password', { ...required, validate: strong })}
        />
        <ProblemLine error={join.error} />
        <Button type="submit" variant="primary" size="lg" busy={join.isPending}>
          {t('join.submit')}
        </Button>
      </form>
    </GateFrame>
  );
}
