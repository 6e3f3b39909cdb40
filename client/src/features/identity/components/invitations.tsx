import { useInfiniteQuery } from '@tanstack/react-query';
import type { Invitation } from '@tocsin/shared/identity';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { count, moment } from '../../../lib/format.js';
import { Badge } from '../../../ui/badge.js';
import { Button } from '../../../ui/button.js';
import { DataTable } from '../../../ui/data-table.js';
import { ConfirmDialog } from '../../../ui/dialog.js';
import { ErrorCard } from '../../../ui/states.js';
import { useNow } from '../../../ui/time.js';
import { toasts } from '../../../ui/toasts.js';
import { invitationsQuery, useRevokeInvitation } from '../api.js';
import './invitations.css';
import { LoadMore } from './load-more.js';

function RevokeDialog({ invitation, onClose }: { invitation: Invitation; onClose: () => void }) {
  const { t } = useTranslation('identity');
  const revoke = useRevokeInvitation();
  const { email } = invitation;
  const done = (): void => {
    onClose();
    toasts.ok(t('invite.revokedDone', { email }));
  };
  return (
    <ConfirmDialog
      open
      danger
      title={t('invite.revokeTitle', { email })}
      consequence={t('invite.revokeConsequence')}
      confirmLabel={t('invite.revoke')}
      busy={revoke.isPending}
      error={revoke.error}
      onClose={onClose}
      onConfirm={() => revoke.mutate(invitation.id, { onSuccess: done })}
    />
  );
}

function useColumns(onRevoke: (invitation: Invitation) => void) {
  const { t } = useTranslation(['identity', 'domain', 'common', 'audit']);
  const now = useNow(60_000);
  const list = (items: readonly string[]): string => items.join(t('audit:separator'));
  return [
    { id: 'email', header: t('users.email'), cell: ({ email }: Invitation) => email },
    {
      id: 'roles',
      header: t('users.roles'),
      cell: ({ roles }: Invitation) => (
        <span className="data-table__chips">
          {roles.map((role) => (
            <Badge key={role}>{t(`domain:role.${role}`)}</Badge>
          ))}
        </span>
      ),
    },
    {
      id: 'brands',
      header: t('users.brands'),
      cell: ({ brands }: Invitation) => (brands === null ? t('profile.allBrands') : list(brands)),
    },
    { id: 'by', header: t('invite.by'), cell: ({ invitedBy, createdAt }: Invitation) => `${invitedBy} · ${moment(createdAt)}` },
    {
      id: 'until',
      header: t('invite.until'),
      cell: ({ expiresAt }: Invitation) =>
        Date.parse(expiresAt) <= now ? <Badge tone="s3">{t('invite.expired')}</Badge> : moment(expiresAt),
    },
    {
      id: 'act',
      header: t('common:action.more'),
      hideHeader: true,
      cell: (invitation: Invitation) => (
        <Button
          size="sm"
          variant="danger"
          writes
          aria-label={t('invite.revokeTitle', { email: invitation.email })}
          onClick={() => onRevoke(invitation)}
        >
          {t('invite.revoke')}
        </Button>
      ),
    },
  ];
}

/** Who has been invited and has not joined yet; nothing is shown when there is nobody. */
export function Invitations() {
  const { t } = useTranslation('identity');
  const list = useInfiniteQuery(invitationsQuery);
  const [revoking, setRevoking] = useState<Invitation | null>(null);
  const columns = useColumns(setRevoking);
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const total = list.data?.pages.at(-1)?.total ?? 0;
  if (list.error !== null) return <ErrorCard error={list.error} onRetry={() => void list.refetch()} />;
  if (items.length === 0) return null;
  return (
    <section aria-labelledby="invitations-title" className="invitations">
      <h2 id="invitations-title" className="invitations__title">
        {t('invite.open', { n: count(total) })}
      </h2>
      <DataTable label={t('invite.list')} columns={columns} rows={items} rowId={({ id }) => id} />
      <LoadMore list={list} shown={items.length} total={total} />
      {revoking !== null && <RevokeDialog invitation={revoking} onClose={() => setRevoking(null)} />}
    </section>
  );
}
