import { PASSWORD_MIN, ROLES } from '@tocsin/shared/identity';
import type { Role, User } from '@tocsin/shared/identity';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.js';
import { Dialog } from '../../../ui/dialog.js';
import { TextField } from '../../../ui/field.js';
import { ProblemLine } from '../../../ui/states.js';
import { toasts } from '../../../ui/toasts.js';
import { useCreateUser, usePatchUser } from '../api.js';
import { BrandsField } from './brands-field.js';
import { ChoiceGroup } from './choice-group.js';

interface UserForm {
  name: string;
  email: string;
  password: string;
  roles: Role[];
  brands: string[] | null;
}

const formOf = (user: User | null): UserForm => ({
  name: user?.name ?? '',
  email: user?.email ?? '',
  password: '',
  roles: user?.roles ?? [],
  brands: user?.brands ?? null,
});

/** Creates when `user` is null, edits otherwise; the address of an account never changes. */
export function UserDialog({ user, onClose }: { user: User | null; onClose: () => void }) {
  const { t } = useTranslation(['identity', 'domain', 'common']);
  const create = useCreateUser();
  const patch = usePatchUser();
  const form = useForm<UserForm>({ defaultValues: formOf(user) });
  const errors = form.formState.errors;
  const roles = form.watch('roles');
  const brands = form.watch('brands');
  const [pending, setPending] = useState(false);
  const blocked =
    roles.length === 0
      ? t('users.rolesNeeded')
      : brands?.length === 0
        ? t('brands.needed')
        : brands !== null && pending
          ? t('brands.pending')
          : null;
  const required = { required: t('common:state.required') };
  const busy = create.isPending || patch.isPending;
  const finish = (text: string) => ({
    onSuccess: () => {
      toasts.ok(text);
      onClose();
    },
  });
  const submit = form.handleSubmit(({ name, email, password }) => {
    const shared = { name, roles, brands };
    if (user === null) create.mutate({ ...shared, email, password }, finish(t('users.created', { name })));
    else patch.mutate({ id: user.id, patch: { ...shared, ...(password === '' ? {} : { password }) } }, finish(t('users.saved', { name })));
  });
  const short = (password: string): true | string =>
    password === '' || password.length >= PASSWORD_MIN || t('setup.passwordHint', { min: PASSWORD_MIN });
  return (
    <Dialog
      open
      title={user === null ? t('users.add') : t('users.edit')}
      onClose={onClose}
      locked={busy}
      footer={
        <>
          <Button onClick={onClose}>{t('common:action.cancel')}</Button>
          <Button variant="primary" writes busy={busy} blockedBy={blocked} onClick={() => void submit()}>
            {t('common:action.save')}
          </Button>
        </>
      }
    >
      <TextField label={t('users.name')} autoComplete="off" error={errors.name?.message} {...form.register('name', required)} />
      <TextField
        label={t('users.email')}
        type="email"
        autoComplete="off"
        disabled={user !== null}
        hint={user === null ? undefined : t('users.emailFixed')}
        error={errors.email?.message}
        {...form.register('email', user === null ? required : {})}
      />
      <TextField
        label={user === null ? t('users.password') : t('users.newPassword')}
        type="password"
        autoComplete="new-password"
        hint={user === null ? t('setup.passwordHint', { min: PASSWORD_MIN }) : t('users.newPasswordHint')}
        error={errors.password?.message}
        {...form.register('password', { ...(user === null ? required : {}), validate: short })}
      />
      <ChoiceGroup
        label={t('users.roles')}
        options={ROLES.map((role) => ({ value: role, label: t(`domain:role.${role}`) }))}
        chosen={roles}
        onChange={(next) => form.setValue('roles', next)}
      />
      <BrandsField value={brands} onChange={(next) => form.setValue('brands', next)} onPending={setPending} />
      <ProblemLine error={create.error ?? patch.error} />
    </Dialog>
  );
}
