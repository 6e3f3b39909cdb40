import { useInfiniteQuery } from '@tanstack/react-query';
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
import { useNow } from '../../../ui/time.js';
import { toasts } from '../../../ui/toasts.js';
import { Toolbar } from '../../../ui/toolbar.js';
import { keysQuery, useRevokeKey } from '../api.js';
import { daysLeft, keyState, type KeyState } from './key-expiry.js';
import { LoadMore } from './load-more.js';
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

const TONES: Partial<Record<KeyState, 'ok' | 'quiet' | 's2'>> = { active: 'ok', revoked: 'quiet', ending: 's2' };

function Status({ apiKey, now }: { apiKey: ApiKey; now: number }) {
  const { t } = useTranslation('identity');
  const state = keyState(apiKey, now);
  const words =
    state === 'ending'
      ? t('keys.ending', { n: daysLeft(apiKey.expiresAt ?? '', now) })
      : state === 'active' || state === 'expired' || state === 'revoked'
        ? t(`keys.${state}`)
        : t(`keys.stopped.${state}`);
  return <Badge tone={TONES[state] ?? 's3'}>{words}</Badge>;
}

/** Told here, where a new key is made, before the systems that use the old one find out. */
function Ending({ keys, now }: { keys: readonly ApiKey[]; now: number }) {
  const { t } = useTranslation(['identity', 'audit']);
  const ending = keys.filter((key) => keyState(key, now) === 'ending');
  if (ending.length === 0) return null;
  return (
    <p className="dialog__consequence dialog__consequence--danger" role="status">
      {t('keys.warning', { names: ending.map(({ name }) => name).join(t('audit:separator')) })}
    </p>
  );
}

function useColumns(now: number, onRevoke: (key: ApiKey) => void) {
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
      id: 'expires',
      header: t('keys.expires'),
      cell: (key: ApiKey) => (key.expiresAt === null ? t('keys.endless') : moment(key.expiresAt)),
    },
    {
      id: 'status',
      header: t('keys.status'),
      cell: (key: ApiKey) => <Status apiKey={key} now={now} />,
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
  const keys = useInfiniteQuery(keysQuery);
  const rows = keys.data?.pages.flatMap(({ items }) => items) ?? [];
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const now = useNow(60_000);
  const columns = useColumns(now, setRevoking);
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
      <Ending keys={rows} now={now} />
      {keys.isSuccess && rows.length === 0 && <EmptyState title={t('keys.none')} />}
      {rows.length > 0 && <DataTable label={t('keys.title')} columns={columns} rows={rows} rowId={(key) => key.id} />}
      <LoadMore list={keys} shown={rows.length} total={keys.data?.pages.at(-1)?.total ?? 0} />
      {creating && <KeyDialog onClose={() => setCreating(false)} />}
      {revoking !== null && <RevokeDialog apiKey={revoking} onClose={() => setRevoking(null)} />}
    </>
  );
}
