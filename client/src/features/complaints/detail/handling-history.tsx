import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ComplaintHistoryEntry } from '@tocsin/shared/complaints';
import type { ComplaintId } from '@tocsin/shared/kernel';
import { useTranslation } from 'react-i18next';
import { dateTime } from '../../../lib/format.js';
import { Button } from '../../../ui/button.js';
import { ErrorCard, Skeleton } from '../../../ui/states.js';
import { historyQuery } from '../api.js';

type Entry<K extends ComplaintHistoryEntry['kind']> = Extract<ComplaintHistoryEntry, { kind: K }>;

/** What one entry says, without who and when. */
export function useHistorySentence(): (entry: ComplaintHistoryEntry) => string {
  const { t } = useTranslation(['complaints', 'domain']);
  const status = ({ from, to, undo }: Entry<'status'>): string => {
    const words = { from: from === null ? '—' : t(`domain:complaintStatus.${from}`), to: t(`domain:complaintStatus.${to}`) };
    return t(undo ? 'history.undo' : 'history.status', words);
  };
  return (entry) => {
    switch (entry.kind) {
      case 'received':
        return t('history.received', { channel: t(`domain:channel.${entry.channel}`) });
      case 'status':
        return status(entry);
      case 'validity':
        return t('history.validity', { from: t(`domain:validity.${entry.from}`), to: t(`domain:validity.${entry.to}`) });
      case 'reply-withdrawn':
        return t('history.replyWithdrawn');
      case 'said':
        return t(`messages.${entry.message}`, { score: entry.score ?? '' });
      case 'file':
        return t('history.file', { name: entry.name });
      case 'viewed':
        return t(`history.viewed.${entry.what}`);
      case 'moved':
        return t(entry.undone === null ? 'history.moved' : 'history.movedBack');
    }
  };
}

function useAside(): (entry: ComplaintHistoryEntry) => string | null {
  const { t } = useTranslation('domain');
  return (entry) => {
    if (entry.kind === 'validity')
      return (
        [entry.reason === null ? null : t(`invalidReason.${entry.reason}`), entry.note].filter((one) => one !== null).join(' · ') || null
      );
    if (entry.kind === 'status') return entry.note;
    return 'reason' in entry ? entry.reason : null;
  };
}

function Line({ entry }: { entry: ComplaintHistoryEntry }) {
  const { t } = useTranslation('complaints');
  const sentence = useHistorySentence();
  const aside = useAside()(entry);
  const who = entry.by ?? (entry.kind === 'said' ? t('history.complainant') : t('history.system'));
  return (
    <li>
      <time dateTime={entry.at}>{dateTime(entry.at)}</time> {who} · {sentence(entry)}
      {entry.kind === 'moved' && entry.into !== null && (
        <>
          {' '}
          <Link to="/groups/$id" params={{ id: entry.into }}>
            {t('why.openGroup')}
          </Link>
        </>
      )}
      {aside !== null && <span className="muted"> {t('history.reason', { reason: aside })}</span>}
    </li>
  );
}

/** Everything that happened to it, whichever incident it stood in at the time. */
export function HandlingHistory({ id }: { id: ComplaintId }) {
  const { t } = useTranslation('complaints');
  const { data, error, isLoading, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(historyQuery(id));
  return (
    <section className="cd-section" aria-labelledby="cd-history">
      <h3 id="cd-history" className="cd-section__title">
        {t('detail.history')}
      </h3>
      {isLoading && <Skeleton rows={2} />}
      {error !== null && <ErrorCard error={error} onRetry={() => void refetch()} />}
      <ol className="cd-history">
        {data?.pages
          .flatMap(({ items }) => items)
          .map((entry) => (
            <Line key={`${entry.kind} ${entry.id}`} entry={entry} />
          ))}
      </ol>
      {hasNextPage && (
        <Button size="sm" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('history.earlier')}
        </Button>
      )}
    </section>
  );
}
