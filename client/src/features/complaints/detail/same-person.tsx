import { useInfiniteQuery } from '@tanstack/react-query';
import type { ComplaintDetail } from '@tocsin/shared/complaints';
import type { ComplaintId } from '@tocsin/shared/kernel';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../../ui/badge.js';
import { Button } from '../../../ui/button.js';
import { ErrorCard } from '../../../ui/states.js';
import { Time } from '../../../ui/time.js';
import { samePersonQuery } from '../api.js';

/** The customer's own history: what else they came with, newest first. */
export function SamePerson({ detail, onOpen }: { detail: ComplaintDetail; onOpen: (id: ComplaintId) => void }) {
  const { t } = useTranslation(['complaints', 'domain']);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    ...samePersonQuery(detail.id),
    enabled: detail.complainant !== null,
  });
  const rows = data?.pages.flatMap(({ items }) => items) ?? [];
  if (error === null && rows.length === 0) return null;
  return (
    <section className="cd-section" aria-labelledby="cd-same-person">
      <h3 id="cd-same-person" className="cd-section__title">
        {t('samePerson.title')}
      </h3>
      {error !== null && <ErrorCard error={error} onRetry={() => void refetch()} />}
      <ul className="cd-others">
        {rows.map((row) => (
          <li key={row.id}>
            <button type="button" className="cd-others__row" onClick={() => onOpen(row.id)}>
              <span className="cd-others__text clip">{row.excerpt}</span>
              <Badge>{t(`domain:complaintStatus.${row.status}`)}</Badge>
              <Time at={row.receivedAt} />
            </button>
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Button size="sm" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('history.earlier')}
        </Button>
      )}
    </section>
  );
}
