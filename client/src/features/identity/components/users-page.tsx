import { useInfiniteQuery } from '@tanstack/react-query';
import type { User } from '@tocsin/shared/identity';
import { Ellipsis, Plus, Send } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { moment } from '../../../lib/format.js';
import { Avatar } from '../../../ui/avatar.js';
import { Badge } from '../../../ui/badge.js';
import { Button } from '../../../ui/button.js';
import { DataTable } from '../../../ui/data-table.js';
import { ConfirmDialog } from '../../../ui/dialog.js';
import { Menu } from '../../../ui/menu.js';
import { EmptyState, ErrorCard, Skeleton } from '../../../ui/states.js';
import { toasts } from '../../../ui/toasts.js';
import { Toolbar } from '../../../ui/toolbar.js';
import { usePatchUser, useResetTotp, useSignOutUser, usersQuery } from '../api.js';
import { Invitations } from './invitations.js';
import { InviteDialog } from './invite-dialog.js';
import { LoadMore } from './load-more.js';
import { UserDialog } from './user-dialog.js';

type Open = { kind: 'create' | 'invite' } | { kind: 'edit' | 'disable'; user: User } | null;

function UserMenu({ user, onOpen }: { user: User; onOpen: (open: Open) => void }) {
  const { t } = useTranslation(['identity', 'common']);
  const patch = usePatchUser();
  const signOut = useSignOutUser();
  const resetTotp = useResetTotp();
  const name = { name: user.name };
  const items = [
    { key: 'edit', label: t('users.edit'), onSelect: () => onOpen({ kind: 'edit', user }) },
    {
      key: 'out',
      label: t('users.signOut'),
      onSelect: () => signOut.mutate(user.id, { onSuccess: () => toasts.ok(t('users.signedOut', name)) }),
    },
    ...(user.totp
      ? [
          {
            key: 'totp',
            label: t('users.resetTotp'),
            onSelect: () => resetTotp.mutate(user.id, { onSuccess: () => toasts.ok(t('users.totpReset', name)) }),
          },
        ]
      : []),
    user.disabled
      ? {
          key: 'enable',
          divided: true,
          label: t('users.enable'),
          onSelect: () => patch.mutate({ id: user.id, patch: { disabled: false } }, { onSuccess: () => toasts.ok(t('users.saved', name)) }),
        }
      : { key: 'disable', divided: true, danger: true, label: t('users.disable'), onSelect: () => onOpen({ kind: 'disable', user }) },
  ];
  return (
    <Menu label={t('common:action.more')} items={items}>
      <Button
        variant="ghost"
        size="sm"
        writes
        icon={<Ellipsis size={14} aria-hidden="true" />}
        aria-label={`${t('common:action.more')}：${user.name}`}
      />
    </Menu>
  );
}

function DisableDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation('identity');
  const patch = usePatchUser();
  const confirm = (): void =>
    patch.mutate(
      { id: user.id, patch: { disabled: true } },
      {
        onSuccess: () => {
          onClose();
          toasts.undoable(t('users.saved', { name: user.name }), () => patch.mutate({ id: user.id, patch: { disabled: false } }));
        },
      },
    );
  return (
    <ConfirmDialog
      open
      danger
      title={t('users.disableTitle', { name: user.name })}
      consequence={t('users.disableConsequence', { name: user.name })}
      confirmLabel={t('users.disable')}
      busy={patch.isPending}
      error={patch.error}
      onClose={onClose}
      onConfirm={confirm}
    />
  );
}

function useColumns(onOpen: (open: Open) => void) {
  const { t } = useTranslation(['identity', 'domain', 'common']);
  return [
    {
      id: 'name',
      header: t('users.name'),
      cell: (user: User) => (
        <span className="data-table__who">
          <Avatar name={user.name} /> {user.name}
        </span>
      ),
    },
    { id: 'email', header: t('users.email'), cell: (user: User) => user.email },
    {
      id: 'roles',
      header: t('users.roles'),
      cell: (user: User) => (
        <span className="data-table__chips">
          {user.roles.map((role) => (
            <Badge key={role}>{t(`domain:role.${role}`)}</Badge>
          ))}
        </span>
      ),
    },
    { id: 'totp', header: t('users.totp'), cell: (user: User) => (user.totp ? t('common:state.yes') : t('common:state.no')) },
    {
      id: 'seen',
      header: t('users.lastSignIn'),
      cell: (user: User) => (user.lastSignInAt === null ? t('users.never') : moment(user.lastSignInAt)),
    },
    {
      id: 'status',
      header: t('users.status'),
      cell: (user: User) => <Badge tone={user.disabled ? 's2' : 'ok'}>{user.disabled ? t('users.disabled') : t('users.active')}</Badge>,
    },
    { id: 'menu', header: t('common:action.more'), hideHeader: true, cell: (user: User) => <UserMenu user={user} onOpen={onOpen} /> },
  ];
}

export function UsersPage({ q, onSearch }: { q: string; onSearch: (q: string) => void }) {
  const { t } = useTranslation('identity');
  const users = useInfiniteQuery(usersQuery(q));
  const rows = users.data?.pages.flatMap(({ items }) => items) ?? [];
  const [open, setOpen] = useState<Open>(null);
  const columns = useColumns(setOpen);
  const close = (): void => setOpen(null);
  return (
    <>
      <Toolbar
        search={{ label: t('users.search'), value: q, onChange: onSearch }}
        actions={
          <>
            <Button writes icon={<Plus size={14} aria-hidden="true" />} onClick={() => setOpen({ kind: 'create' })}>
              {t('users.add')}
            </Button>
            <Button variant="primary" writes icon={<Send size={14} aria-hidden="true" />} onClick={() => setOpen({ kind: 'invite' })}>
              {t('invite.button')}
            </Button>
          </>
        }
      />
      {users.isPending && <Skeleton rows={6} />}
      {users.isError && rows.length === 0 && <ErrorCard error={users.error} onRetry={() => void users.refetch()} />}
      {users.isSuccess && rows.length === 0 && <EmptyState title={t('users.none')} />}
      {rows.length > 0 && <DataTable label={t('users.title')} columns={columns} rows={rows} rowId={(user) => user.id} />}
      <LoadMore list={users} shown={rows.length} total={users.data?.pages.at(-1)?.total ?? 0} />
      <Invitations />
      {open?.kind === 'invite' && <InviteDialog onClose={close} />}
      {open?.kind === 'create' && <UserDialog user={null} onClose={close} />}
      {open?.kind === 'edit' && <UserDialog user={open.user} onClose={close} />}
      {open?.kind === 'disable' && <DisableDialog user={open.user} onClose={close} />}
    </>
  );
}
