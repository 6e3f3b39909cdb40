import { useQuery } from '@tanstack/react-query';
import { ComplaintHistory, type ComplaintHistoryEntry } from '@tocsin/shared/complaints';
import type { ComplaintId } from '@tocsin/shared/kernel';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dateTime } from '../../../lib/format.js';
import { http } from '../../../lib/http.js';
import { isProblem } from '../../../lib/problem-error.js';
import { useHistorySentence } from './handling-history.js';

export const isOutdated = (error: unknown): boolean => isProblem(error, 'request/precondition-failed', 'complaint/wrong-status');
/** What the list of changes says itself is not said a second time by the problem's own sentence. */
export const unlessOutdated = (error: Error | null): Error | null => (isOutdated(error) ? null : error);

const versionOf = (entry: ComplaintHistoryEntry): number => ('version' in entry ? (entry.version ?? 0) : 0);

/** Somebody else was first: who, when and what, and what is to be done with one's own words. `version`: the one that was open here first. */
export function Outdated({ error, id, version }: { error: unknown; id: ComplaintId; version: number }) {
  const { t } = useTranslation('complaints');
  const sentence = useHistorySentence();
  const [seen] = useState(version);
  const { data, dataUpdatedAt } = useQuery({
    queryKey: ['complaint-changes', id, seen],
    queryFn: ({ signal }) => http.get(`/complaints/${id}/history`, ComplaintHistory, { signal, query: { limit: 50 } }),
    enabled: isOutdated(error),
    gcTime: 0,
  });
  if (!isOutdated(error)) return null;
  const changes = data?.items.filter((entry) => versionOf(entry) > seen) ?? [];
  return (
    <div className="cd-outdated" role="status">
      <p>{t(changes.length === 0 && dataUpdatedAt > 0 ? 'outdated.other' : 'outdated.hint')}</p>
      <ul>
        {changes.map((entry) => (
          <li key={entry.id}>
            {t('outdated.line', { time: dateTime(entry.at), name: entry.by ?? t('history.system'), what: sentence(entry) })}
          </li>
        ))}
      </ul>
      <p>{t('outdated.mine')}</p>
    </div>
  );
}
