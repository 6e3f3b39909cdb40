import { useQuery } from '@tanstack/react-query';
import type { ApiKey } from '@tocsin/shared/identity';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { permissionKey } from '../../../lib/permission-key.js';
import { moment } from '../../../lib/format.js';
import { Badge } from '../../../ui/badge.js';
import { Button } from '../../../ui/button.js';
import { DataTable } from '../../../ui/data-table.js';
import { ConfirmDialog } from '../../../ui/dialog.js';
import { EmptyState, ErrorCard, Skeleton } from '../../../ui/states.js';
import { toasts } from '../../../ui/toasts.js';
import { Toolbar } from '../../../ui/toolbar.js';
import { keysQuery, useRevokeKey } from '../api.js';
import { KeyDialog } from './key-dialog.js';

function RevokeDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { t } = useTranslation('identity');
  const revoke = useRevokeKey();
  const done = (): void => {
    onClose();
    toasts.ok(t('keys.revokedDone', { name: apiKey.name }));
  };
  return (
    <ConfirmDialog
      open
      danger
      title={t('keys.revokeTitle', { name: apiKey.name })}
      consequence={t('keys.revokeConsequence')}
      confirmLabel={t('keys.revoke')}
      busy={revoke.isPending}
      error={revoke.error}
      onClose={onClose}
      onConfirm={() => revoke.mutate(apiKey, { onSuccess: done })}
    />
  );
}

function useColumns(onRevoke: (key: ApiKey) => void) {
  const { t } = useTranslation(['identity', 'domain', 'common']);
  return [
    { id: 'name', header: t('keys.name'), cell: (key: ApiKey) => key.name },
    { id: 'prefix', header: t('keys.prefix'), cell: (key: ApiKey) => <code className="mono">{key.prefix}…</code> },
    {
      id: 'scopes',
      header: t('keys.scopes'),
      cell: (key: ApiKey) => (
        <span className="data-table__chips">
          {key.scopes.map((scope) => (
            <Badge key={scope}>{t(`domain:permission.${permissionKey(scope)}`)}</Badge>
          ))}
        </span>
      ),
    },
    { id: 'created', header: t('keys.created'), cell: (key: ApiKey) => `${moment(key.createdAt)} · ${key.createdBy}` },
    { id: 'used', header: t('keys.lastUsed'), cell: (key: ApiKey) => (key.lastUsedAt === null ? t('keys.never') : moment(key.lastUsedAt)) },
    {
      id: 'status',
      header: t('keys.status'),
      cell: (key: ApiKey) => (
        <Badge tone={key.revokedAt !== null ? 'quiet' : key.stopped === null ? 'ok' : 's3'}>
          {key.revokedAt !== null ? t('keys.revoked') : key.stopped === null ? t('keys.active') : t(`keys.stopped.${key.stopped}`)}
        </Badge>
      ),
    },
    {
      id: 'act',
      header: t('common:action.more'),
      hideHeader: true,
      cell: (key: ApiKey) =>
        key.revokedAt === null && (
          <Button size="sm" variant="danger" writes aria-label={t('keys.revokeTitle', { name: key.name })} onClick={() => onRevoke(key)}>
            {t('keys.revoke')}
          </Button>
        ),
    },
  ];
}

export function KeysPage() {
  const { t } = useTranslation('identity');
  const keys = useQuery(keysQuery);
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const columns = useColumns(setRevoking);
  return (
    <>
      <Toolbar
        actions={
          <Button variant="primary" writes icon={<Plus size={14} aria-hidden="true" />} onClick={() => setCreating(true)}>
            {t('keys.add')}
          </Button>
        }
      />
      {keys.isPending && <Skeleton rows={6} />}
      {keys.isError && <ErrorCard error={keys.error} onRetry={() => void keys.refetch()} />}
      {keys.data?.items.length === 0 && <EmptyState title={t('keys.none')} />}
      {keys.data !== undefined && keys.data.items.length > 0 && (
        <DataTable label={t('keys.title')} columns={columns} rows={keys.data.items} rowId={(key) => key.id} />
      )}
      {creating && <KeyDialog onClose={() => setCreating(false)} />}
      {revoking !== null && <RevokeDialog apiKey={revoking} onClose={() => setRevoking(null)} />}
    </>
  );
}
