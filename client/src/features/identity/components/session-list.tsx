import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { firstCharacters } from '@tocsin/shared/kernel';
import { moment } from '../../../lib/format.js';
import { Badge } from '../../../ui/badge.js';
import { Button } from '../../../ui/button.js';
import { Panel } from '../../../ui/panel.js';
import { ErrorCard, Skeleton } from '../../../ui/states.js';
import { toasts } from '../../../ui/toasts.js';
import { sessionsQuery, useCloseOtherSessions, useCloseSession } from '../api.js';

/** What a person recognises of a user agent: the browser and the system. */
function deviceOf(userAgent: string): string {
  const browser = /(Edg|OPR|Firefox|Chrome|Safari)\/([\d]+)/.exec(userAgent);
  const system = /(Windows|Mac OS X|Android|iPhone|iPad|Linux)/.exec(userAgent)?.[1];
  return [browser === null ? firstCharacters(userAgent, 40) : `${browser[1] === 'Edg' ? 'Edge' : browser[1]} ${browser[2]}`, system]
    .filter(Boolean)
    .join(' · ');
}

export function SessionList() {
  const { t } = useTranslation('identity');
  const sessions = useQuery(sessionsQuery);
  const close = useCloseSession();
  const closeOthers = useCloseOtherSessions();
  const items = sessions.data?.items ?? [];
  return (
    <Panel
      title={t('sessions.title')}
      actions={
        items.length > 1 && (
          <Button
            variant="link"
            writes
            busy={closeOthers.isPending}
            onClick={() => closeOthers.mutate(undefined, { onSuccess: () => toasts.ok(t('sessions.othersClosed')) })}
          >
            {t('sessions.closeOthers')}
          </Button>
        )
      }
    >
      {sessions.isPending && <Skeleton rows={3} />}
      {sessions.isError && <ErrorCard error={sessions.error} onRetry={() => void sessions.refetch()} />}
      <ul>
        {items.map((session) => (
          <li key={session.id} className="session">
            <div className="session__what">
              <p className="clip" title={session.userAgent}>
                {deviceOf(session.userAgent)}
              </p>
              <p className="muted clip">
                {session.ip} · {t('sessions.seen', { time: moment(session.lastSeenAt) })}
              </p>
            </div>
            {session.current ? (
              <Badge tone="ok">{t('sessions.current')}</Badge>
            ) : (
              <Button
                size="sm"
                writes
                busy={close.isPending && close.variables === session.id}
                onClick={() => close.mutate(session.id, { onSuccess: () => toasts.ok(t('sessions.closed')) })}
              >
                {t('sessions.close')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
