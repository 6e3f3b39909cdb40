import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Theme } from '@tocsin/shared/clustering';
import { useTranslation } from 'react-i18next';
import { useCounted } from '../../../lib/counted.js';
import { count } from '../../../lib/format.js';
import { useIncidentDirectory } from '../../../lib/incident-directory.js';
import { DataTable } from '../../../ui/data-table.js';
import { Panel } from '../../../ui/panel.js';
import { Spark } from '../../../ui/spark.js';
import { EmptyState, ErrorCard, Skeleton } from '../../../ui/states.js';
import { BusyHint } from '../regroup/regroup-dialog.js';
import { themesQuery } from './api.js';
import './studio.css';

type Member = Theme['groups'][number];

function Members({ theme, title }: { theme: Theme; title: string }) {
  const { t } = useTranslation('groups');
  const { named } = useIncidentDirectory();
  return (
    <DataTable
      label={t('themes.members', { title })}
      rows={theme.groups}
      rowId={({ group }) => group.id}
      columns={[
        { id: 'object', header: t('field.object'), cell: ({ object }: Member) => object.name },
        {
          id: 'group',
          header: t('column.title'),
          cell: ({ group }: Member) => (
            <Link to="/groups/$id" params={{ id: group.id }}>
              {group.title}
            </Link>
          ),
        },
        { id: 'posts', header: t('column.posts'), cell: ({ group }: Member) => count(group.posts) },
        { id: 'people', header: t('column.people'), cell: ({ group }: Member) => count(group.complainants) },
        { id: 'incident', header: t('column.incident'), cell: ({ group }: Member) => named(group.incidentId)?.no ?? '—' },
      ]}
    />
  );
}

/** One problem over several objects: worth a look across brands, and never a cause for alarm by itself. */
export function ThemesView() {
  const { t } = useTranslation('groups');
  const counted = useCounted();
  const { data, error, isLoading, refetch } = useQuery(themesQuery);
  const titleOf = ({ terms }: Theme): string =>
    terms
      .slice(0, 4)
      .map(({ term }) => term)
      .join(' · ');
  return (
    <>
      <p className="muted st-about">{t('themes.about')}</p>
      {isLoading && <Skeleton rows={8} />}
      {error !== null && <ErrorCard error={error} onRetry={() => void refetch()} />}
      <BusyHint error={error} />
      {data?.items.length === 0 && <EmptyState title={t('themes.none')} hint={t('themes.noneHint')} />}
      <div className="st-list">
        {data?.items.map((theme) => (
          <Panel
            key={theme.id}
            title={titleOf(theme)}
            meta={t('themes.meta', {
              objects: counted('objects', theme.groups.length),
              posts: counted('posts', theme.posts),
              people: counted('people', theme.complainants),
            })}
            actions={<Spark values={theme.trend} label={t('themes.trend', { n: count(theme.trend.reduce((sum, n) => sum + n, 0)) })} />}
          >
            <Members theme={theme} title={titleOf(theme)} />
          </Panel>
        ))}
      </div>
    </>
  );
}
