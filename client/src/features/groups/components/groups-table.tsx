import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { GroupSummary } from '@tocsin/shared/clustering';
import { OVERVIEW } from '@tocsin/shared/live';
import type { TFunction } from 'i18next';
import { Lock, Megaphone, Merge, Siren } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStream } from '../../../live/index.js';
import { count } from '../../../lib/format.js';
import { groupName } from '../../../lib/group-name.js';
import { useNamedIncident } from '../../../lib/incident-directory.js';
import { BREAKPOINT, useMedia } from '../../../lib/use-media.js';
import { useCan } from '../../../lib/session.js';
import { Button } from '../../../ui/button.js';
import { NOTHING, selectedCount, SelectionBar, VirtualGrid, type GridColumn, type GridSelection } from '../../../ui/grid/index.js';
import { EmptyState, ErrorCard, Skeleton, WaitingWords } from '../../../ui/states.js';
import { Time } from '../../../ui/time.js';
import { Toolbar } from '../../../ui/toolbar.js';
import { changesGroups, DEFAULT_MIN_SIZE, DEFAULT_SORT, groupCountQuery, groupsQuery, type GroupFilter } from '../api.js';
import { MergeDialog } from '../regroup/merge-dialog.js';
import './groups-table.css';

export interface GroupsTableProps {
  filter: GroupFilter;
  onFilter: (change: GroupFilter) => void;
  /** Opens the dialog that makes an incident of groups; another feature's business. Without it there is no button. */
  onDeclare?: (groups: readonly GroupSummary[]) => void;
}

const SIZES = [1, 2, 5, 10, 50, 200] as const;
const rowId = (group: GroupSummary): string => group.id;

/** On a phone the columns that find no room stand under the title. */
function TitleCell({ group, phone }: { group: GroupSummary; phone: boolean }) {
  const { t } = useTranslation('groups');
  return (
    <>
      {group.locked && <Lock size={13} aria-label={t('locked')} className="tone-3 gr-icon" />}
      {group.campaign && <Megaphone size={13} aria-label={t('campaign')} className="tone-2 gr-icon" />}
      <span className="gr-title">
        <Link to="/groups/$id" params={{ id: group.id }} className="clip" tabIndex={-1} title={group.terms.join(' · ')}>
          {groupName(group)}
        </Link>
        {phone && (
          <span className="gr-title__more">
            {group.incidentId !== null && <IncidentCell group={group} short />} <Time at={group.firstAt} /> – <Time at={group.lastAt} />
          </span>
        )}
      </span>
    </>
  );
}

function IncidentCell({ group, short = false }: { group: GroupSummary; short?: boolean }) {
  const { incident, waiting } = useNamedIncident(group.incidentId);
  if (waiting) return <WaitingWords width={72} />;
  if (incident === null) return <span className="muted">—</span>;
  return (
    <Link
      to="/incidents/$no/$tab"
      params={{ no: incident.no, tab: 'situation' }}
      title={`${incident.no} ${incident.title}`}
      className="clip"
      tabIndex={-1}
      onClick={(event) => event.stopPropagation()}
    >
      <span className="mono">{incident.no.replace(/^INC-/, '')}</span> {!short && incident.title}
    </Link>
  );
}

const TermsCell = ({ group }: { group: GroupSummary }) => <span className="clip muted">{group.terms.join(' · ')}</span>;

const PostsCell = ({ group }: { group: GroupSummary }) => (
  <Link to="/inbox" search={{ groupId: group.id }} tabIndex={-1} onClick={(event) => event.stopPropagation()}>
    {count(group.posts)}
  </Link>
);

function columnsOf(t: TFunction<'groups'>, phone: boolean): GridColumn<GroupSummary>[] {
  const core: GridColumn<GroupSummary>[] = [
    { id: 'title', header: t('column.title'), width: 'minmax(140px, 1fr)', cell: (group) => <TitleCell group={group} phone={phone} /> },
    ...(phone
      ? []
      : [
          {
            id: 'terms',
            header: t('column.terms'),
            width: 'minmax(120px, 0.8fr)',
            cell: (group: GroupSummary) => <TermsCell group={group} />,
          },
        ]),
    { id: 'posts', header: t('column.posts'), width: '72px', align: 'end', sortable: true, cell: (group) => <PostsCell group={group} /> },
    { id: 'people', header: t('column.people'), width: '64px', align: 'end', cell: (group) => count(group.complainants) },
  ];
  if (phone) return core;
  return [
    ...core,
    { id: 'incident', header: t('column.incident'), width: 'minmax(130px, 0.5fr)', cell: (group) => <IncidentCell group={group} /> },
    { id: 'first', header: t('column.first'), width: '100px', cell: (group) => <Time at={group.firstAt} /> },
    { id: 'last', header: t('column.last'), width: '100px', sortable: true, cell: (group) => <Time at={group.lastAt} /> },
  ];
}

function GroupActions({
  groups,
  onMerge,
  onDeclare,
}: {
  groups: readonly GroupSummary[];
  onMerge: () => void;
  onDeclare: (() => void) | null;
}) {
  const { t } = useTranslation('groups');
  const mayMerge = useCan('group:merge');
  const mayDeclare = useCan('incident:declare');
  const taken = groups.some(({ incidentId }) => incidentId !== null) ? t('declare.taken') : null;
  return (
    <>
      {mayMerge && (
        <Button
          size="sm"
          icon={<Merge size={13} aria-hidden="true" />}
          blockedBy={groups.length < 2 ? t('merge.two') : null}
          onClick={onMerge}
        >
          {t('merge.action')}
        </Button>
      )}
      {mayDeclare && onDeclare !== null && (
        <Button size="sm" icon={<Siren size={13} aria-hidden="true" />} blockedBy={taken} onClick={onDeclare}>
          {t('declare.action')}
        </Button>
      )}
    </>
  );
}

function Filters({ filter, onFilter }: Omit<GroupsTableProps, 'onDeclare'>) {
  const { t } = useTranslation('groups');
  return (
    <Toolbar search={{ label: t('search'), value: filter.q ?? '', onChange: (q) => onFilter({ q: q === '' ? undefined : q }) }}>
      <select
        className="input input--select gr-size"
        aria-label={t('minSize')}
        value={String(filter.minSize ?? DEFAULT_MIN_SIZE)}
        onChange={({ target }) => onFilter({ minSize: Number(target.value) === DEFAULT_MIN_SIZE ? undefined : Number(target.value) })}
      >
        {SIZES.map((size) => (
          <option key={size} value={size}>
            {size === 1 ? t('anySize') : t('atLeast', { n: size })}
          </option>
        ))}
      </select>
    </Toolbar>
  );
}

export function GroupsTable({ filter, onFilter, onDeclare }: GroupsTableProps) {
  const { t } = useTranslation('groups');
  const navigate = useNavigate();
  const client = useQueryClient();
  const query = useInfiniteQuery(groupsQuery(filter));
  const { data: total } = useQuery(groupCountQuery(filter));
  const sort = filter.sort ?? DEFAULT_SORT;
  const [selection, setSelection] = useState<GridSelection>(NOTHING);
  const [active, setActive] = useState<string | null>(null);
  const [merging, setMerging] = useState(false);
  const phone = useMedia(BREAKPOINT.phone);
  const columns = useMemo(() => columnsOf(t, phone), [t, phone]);
  const groups = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data]);
  useStream(OVERVIEW, {
    onEvent: (event) => {
      if (changesGroups(event)) void Promise.all([query.refetch(), client.invalidateQueries({ queryKey: ['group-count'] })]);
    },
  });
  const picked = selection.kind === 'some' ? groups.filter(({ id }) => selection.ids.has(id)) : groups;
  const more = (): void => {
    if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
  };
  return (
    <div className="gr-table">
      <Filters filter={filter} onFilter={onFilter} />
      <p className="gr-table__count" role="status">
        {total === undefined ? '' : t('total', { count: total, n: count(total) })}
      </p>
      {selectedCount(selection) > 0 && (
        <SelectionBar selection={selection} onChange={setSelection} loaded={groups.length} total={groups.length}>
          <GroupActions
            groups={picked}
            onMerge={() => setMerging(true)}
            onDeclare={onDeclare === undefined ? null : () => onDeclare(picked)}
          />
        </SelectionBar>
      )}
      <div className="gr-table__body">
        {query.isLoading && <Skeleton rows={10} height={20} />}
        {query.error !== null && groups.length === 0 && <ErrorCard error={query.error} onRetry={() => void query.refetch()} />}
        {query.isSuccess && groups.length === 0 && <EmptyState title={t('none')} hint={t('noneHint')} />}
        {groups.length > 0 && (
          <VirtualGrid
            key={JSON.stringify(filter)}
            label={t('label')}
            rows={groups}
            rowId={rowId}
            columns={columns}
            // The count may lag behind the list; while there are more, one more keeps the grid asking.
            total={Math.max(total ?? 0, groups.length + (query.hasNextPage ? 1 : 0))}
            rowHeight={phone ? 54 : 36}
            sort={{ column: sort === 'size' ? 'posts' : 'last', direction: 'descending' }}
            onSort={(column) => onFilter({ sort: column === 'posts' ? undefined : 'latest' })}
            selection={selection}
            onSelectionChange={setSelection}
            activeId={active}
            onActiveChange={setActive}
            onOpen={({ id }) => void navigate({ to: '/groups/$id', params: { id } })}
            onNearEnd={more}
            rowTone={(group) => (group.incidentId === null ? null : 's2')}
            scrollMemory={`groups|${JSON.stringify(filter)}`}
          />
        )}
      </div>
      {merging && (
        <MergeDialog
          groups={picked}
          onClose={() => setMerging(false)}
          onDone={() => {
            setMerging(false);
            setSelection(NOTHING);
          }}
        />
      )}
    </div>
  );
}
