import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { SearchResult } from '@tocsin/shared/search';
import { Search } from 'lucide-react';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { count } from '../../lib/format.js';
import { Badge } from '../../ui/badge.js';
import { useCommands } from '../../ui/hotkeys/index.js';
import { Page } from '../../ui/page.js';
import { SeverityBadge } from '../../ui/severity.js';
import { EmptyState, ErrorCard, Skeleton } from '../../ui/states.js';
import { Time } from '../../ui/time.js';
import { SearchBox } from '../../ui/toolbar.js';
import { searchQuery } from './api.js';
import { Highlighted } from './highlighted.js';
import './search-page.css';

type Incident = SearchResult['incidents'][number];
type Complaint = SearchResult['complaints'][number];

function IncidentHit({ incident, q }: { incident: Incident; q: string }) {
  const { t } = useTranslation(['search', 'domain']);
  return (
    <Link to="/incidents/$no/$tab" params={{ no: incident.no, tab: 'situation' }} className="find-row" data-hit="">
      <span className="find-row__head">
        <SeverityBadge level={incident.severity.level} />
        <strong className="clip">
          <Highlighted text={incident.title} q={q} />
        </strong>
      </span>
      <span className="find-row__meta">
        <span className="mono">
          <Highlighted text={incident.no} q={q} />
        </span>
        <span>{t(`domain:incidentState.${incident.state}`)}</span>
        {incident.absorbed !== undefined && incident.absorbed.length > 0 && (
          <span>
            <Highlighted text={t('absorbed', { nos: incident.absorbed.join(t('separator')) })} q={q} />
          </span>
        )}
        <span>{t('complaints', { count: incident.metrics.complaints, n: count(incident.metrics.complaints) })}</span>
      </span>
    </Link>
  );
}

function ComplaintHit({ row, q }: { row: Complaint; q: string }) {
  const { t } = useTranslation(['search', 'domain']);
  return (
    <Link to="/inbox" search={{ q, id: row.id }} className="find-row" data-hit="">
      <span className="find-row__text">
        <Highlighted text={row.excerpt} q={q} />
      </span>
      <span className="find-row__meta">
        <span className="mono">
          <Highlighted text={row.receiptNo} q={q} />
        </span>
        {row.orderRef !== null && (
          <span className="mono">
            <Highlighted text={row.orderRef} q={q} />
          </span>
        )}
        <span>{t(`domain:channel.${row.channel}`)}</span>
        {row.place !== null && <span>{row.place.name}</span>}
        <Time at={row.receivedAt} />
        <Badge>{t(`domain:complaintStatus.${row.status}`)}</Badge>
      </span>
    </Link>
  );
}

/** Arrow keys and J, K walk through the hits; Enter follows the link as it would anyway. */
function useWalk() {
  const { t } = useTranslation('ui');
  const list = useRef<HTMLDivElement>(null);
  const step = (by: 1 | -1): void => {
    const hits = [...(list.current?.querySelectorAll<HTMLElement>('[data-hit]') ?? [])];
    const at = hits.findIndex((hit) => hit === document.activeElement);
    hits[Math.min(hits.length - 1, Math.max(0, at + by))]?.focus();
  };
  useCommands([
    { id: 'hit-next', label: t('grid.next'), group: 'list', keys: 'j', palette: false, run: () => step(1) },
    { id: 'hit-previous', label: t('grid.previous'), group: 'list', keys: 'k', palette: false, run: () => step(-1) },
  ]);
  const onKeyDown = (event: KeyboardEvent): void => {
    // The arrows choose among what an input method offers while it composes.
    if (event.nativeEvent.isComposing || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
    event.preventDefault();
    step(event.key === 'ArrowDown' ? 1 : -1);
  };
  return { list, onKeyDown };
}

function Hits({ found, q }: { found: SearchResult; q: string }) {
  const { t } = useTranslation('search');
  const rest = found.total - found.complaints.length;
  return (
    <>
      {found.incidents.length > 0 && (
        <section aria-labelledby="find-incidents">
          <h2 id="find-incidents" className="find-title">
            {t('incidents', { n: count(found.incidents.length) })}
          </h2>
          <ul className="find-list">
            {found.incidents.map((incident) => (
              <li key={incident.id}>
                <IncidentHit incident={incident} q={q} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {found.complaints.length > 0 && (
        <section aria-labelledby="find-complaints">
          <h2 id="find-complaints" className="find-title">
            {t('complaints', { count: found.total, n: count(found.total) })}
          </h2>
          <ul className="find-list">
            {found.complaints.map((row) => (
              <li key={row.id}>
                <ComplaintHit row={row} q={q} />
              </li>
            ))}
          </ul>
          {rest > 0 && (
            <Link to="/inbox" search={{ q }} data-hit="">
              {t('all', { n: count(found.total) })}
            </Link>
          )}
        </section>
      )}
    </>
  );
}

export function SearchPage({ q, onSearch }: { q: string; onSearch: (q: string) => void }) {
  const { t } = useTranslation(['search', 'shell']);
  const { data, error, isLoading, isFetching, refetch } = useQuery(searchQuery(q));
  const { list, onKeyDown } = useWalk();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector('input')?.focus(), []);
  const shown = q === '' ? undefined : data;
  const nothing = shown !== undefined && shown.incidents.length + shown.complaints.length === 0;
  return (
    <Page title={t('shell:nav.search')} width="narrow">
      <div className="find" onKeyDown={onKeyDown} ref={list} role="search" aria-label={t('shell:nav.search')}>
        <div ref={box} className="find-box">
          <SearchBox label={t('label')} value={q} onChange={onSearch} />
        </div>
        {q === '' && <EmptyState icon={<Search size={22} aria-hidden="true" />} title={t('start')} hint={t('startHint')} />}
        {isLoading && q !== '' && <Skeleton rows={6} />}
        {error !== null && <ErrorCard error={error} onRetry={() => void refetch()} />}
        {nothing && !isFetching && <EmptyState title={t('nothing', { q })} hint={t('nothingHint')} />}
        {shown !== undefined && !nothing && <Hits found={shown} q={q} />}
      </div>
    </Page>
  );
}
