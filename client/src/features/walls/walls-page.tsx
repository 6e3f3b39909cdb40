import { useQuery } from '@tanstack/react-query';
import type { WallLink } from '@tocsin/shared/incidents';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { moment } from '../../lib/format.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { DataTable } from '../../ui/data-table.js';
import { ConfirmDialog } from '../../ui/dialog.js';
import { EmptyState, ErrorCard, Skeleton } from '../../ui/states.js';
import { useNow } from '../../ui/time.js';
import { toasts } from '../../ui/toasts.js';
import { Toolbar } from '../../ui/toolbar.js';
import { useRevokeWallLink, wallLinksQuery } from './api.js';
import { ReplaceDialog } from './replace-dialog.js';
import { WallDialog } from './wall-dialog.js';

function RevokeDialog({ link, onClose }: { link: WallLink; onClose: () => void }) {
  const { t } = useTranslation('admin');
  const revoke = useRevokeWallLink();
  const done = (): void => {
    onClose();
    toasts.ok(t('walls.revokedDone', { name: link.name }));
  };
  return (
    <ConfirmDialog
      open
      danger
      title={t('walls.revokeTitle', { name: link.name })}
      consequence={t('walls.revokeConsequence')}
      confirmLabel={t('walls.revoke')}
      busy={revoke.isPending}
      error={revoke.error}
      onClose={onClose}
      onConfirm={() => revoke.mutate(link, { onSuccess: done })}
    />
  );
}

type LinkState = 'active' | 'expired' | 'revoked' | NonNullable<WallLink['stopped']>;
const stateOf = (link: WallLink, now: number): LinkState =>
  link.revokedAt !== null
    ? 'revoked'
    : link.expiresAt !== null && Date.parse(link.expiresAt) <= now
      ? 'expired'
      : (link.stopped ?? 'active');
const toneOf = (state: LinkState): 'ok' | 'quiet' | 's3' => (state === 'active' ? 'ok' : state === 'revoked' ? 'quiet' : 's3');

/** So old a link may have been seen by many. */
const OLD_MS = 182 * 86_400_000;

function useColumns(onRevoke: (link: WallLink) => void, onReplace: (link: WallLink) => void) {
  const { t } = useTranslation(['admin', 'common']);
  const now = useNow(60_000);
  const at = (time: string | null, otherwise: string): string => (time === null ? otherwise : moment(time));
  return [
    { id: 'name', header: t('walls.name'), cell: (link: WallLink) => link.name },
    { id: 'created', header: t('walls.created'), cell: (link: WallLink) => moment(link.createdAt) },
    { id: 'seen', header: t('walls.seen'), cell: (link: WallLink) => at(link.lastSeenAt, t('walls.never')) },
    { id: 'expires', header: t('walls.expires'), cell: (link: WallLink) => at(link.expiresAt, t('walls.forever')) },
    {
      id: 'state',
      header: t('walls.state'),
      cell: (link: WallLink) => {
        const state = stateOf(link, now);
        return (
          <span className="data-table__chips">
            <Badge tone={toneOf(state)}>{t(`walls.is.${state}`)}</Badge>
            {link.replaced && <Badge>{t('walls.replaced')}</Badge>}
            {state === 'active' && !link.replaced && now - Date.parse(link.createdAt) > OLD_MS && (
              <Badge tone="s3">{t('walls.rotate')}</Badge>
            )}
          </span>
        );
      },
    },
    {
      id: 'act',
      header: t('common:action.more'),
      hideHeader: true,
      cell: (link: WallLink) =>
        link.revokedAt === null && (
          <span className="data-table__chips">
            {stateOf(link, now) !== 'expired' && !link.replaced && (
              <Button size="sm" writes aria-label={t('walls.replaceTitle', { name: link.name })} onClick={() => onReplace(link)}>
                {t('walls.replace')}
              </Button>
            )}
            <Button
              size="sm"
              variant="danger"
              writes
              aria-label={t('walls.revokeTitle', { name: link.name })}
              onClick={() => onRevoke(link)}
            >
              {t('walls.revoke')}
            </Button>
          </span>
        ),
    },
  ];
}

export function WallsPage() {
  const { t } = useTranslation('admin');
  const { data, error, isLoading, refetch } = useQuery(wallLinksQuery);
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<WallLink | null>(null);
  const [replacing, setReplacing] = useState<WallLink | null>(null);
  const columns = useColumns(setRevoking, setReplacing);
  return (
    <>
      <Toolbar
        actions={
          <Button variant="primary" writes icon={<Plus size={14} aria-hidden="true" />} onClick={() => setCreating(true)}>
            {t('walls.add')}
          </Button>
        }
      />
      {isLoading && <Skeleton rows={6} />}
      {error !== null && <ErrorCard error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && <EmptyState title={t('walls.none')} hint={t('walls.noneHint')} />}
      {data !== undefined && data.length > 0 && (
        <DataTable label={t('walls.title')} columns={columns} rows={data} rowId={(link) => link.id} />
      )}
      {creating && <WallDialog onClose={() => setCreating(false)} />}
      {replacing !== null && <ReplaceDialog link={replacing} onClose={() => setReplacing(null)} />}
      {revoking !== null && <RevokeDialog link={revoking} onClose={() => setRevoking(null)} />}
    </>
  );
}
