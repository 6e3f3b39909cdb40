import type { ComplaintRow } from '@tocsin/shared/complaints';
import type { StreamId } from '@tocsin/shared/live';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { BREAKPOINT, useMedia } from '../../../lib/use-media.js';
import { usePrinting } from '../../../lib/use-printing.js';
import { useDesk } from '../../../lib/desk.js';
import { count } from '../../../lib/format.js';
import { Button } from '../../../ui/button.js';
import { NOTHING, selectedCount, SelectionBar, VirtualGrid, type GridSelection, type GridSort } from '../../../ui/grid/index.js';
import { useCommands } from '../../../ui/hotkeys/index.js';
import { EmptyState, ErrorCard, Skeleton } from '../../../ui/states.js';
import { collectMatching } from '../api.js';
import { useComplaintRows, type ComplaintRows } from '../use-complaint-rows.js';
import { activeFilters, filterOf, NO_FILTER, type ComplaintView, type SetView } from '../view.rules.js';
import { chosenColumns } from '../desk.rules.js';
import { ColumnMenu } from './column-menu.js';
import { OPTIONAL_COLUMNS, useComplaintColumns } from './columns.js';
import { ComplaintCards } from './complaint-cards.js';
import './complaints-table.css';
import { FilterBar } from './filter-bar.js';
import { useElementWidth } from './use-element-width.js';

/** What A4 leaves between its margins, in CSS pixels. */
const PAPER_WIDTH = 680;

/** What is ticked, for whoever acts on it: "all matching" is read from the server when it is acted on, not before. */
export interface PickedComplaints {
  count: number;
  collect: () => Promise<readonly ComplaintRow[]>;
  clear: () => void;
}

export interface ComplaintsTableProps {
  view: ComplaintView;
  setView: SetView;
  /** What cannot be filtered away: the incident of the tab. */
  fixed?: ComplaintView;
  /** Whose pulse says that something came. */
  stream: StreamId;
  /** Tells this list from others whose place it must not take when it is come back to. */
  place: string;
  actions?: (picked: PickedComplaints) => ReactNode;
}

const rowId = (row: ComplaintRow): string => row.id;
const toneOf = (row: ComplaintRow): 's1' | 's2' | null => (row.priority === 'P1' ? 's1' : row.priority === 'P2' ? 's2' : null);
const SORTED: Partial<Record<string, GridSort>> = {
  newest: { column: 'time', direction: 'descending' },
  oldest: { column: 'time', direction: 'ascending' },
};

/** New complaints wait here: what the eye is on never moves by itself. */
function NewRowsBar({ list }: { list: ComplaintRows }) {
  const { t } = useTranslation('complaints');
  const shown = list.waiting > 0 || list.stale;
  const label = list.waiting > 0 ? t('list.waiting', { count: list.waiting, n: count(list.waiting) }) : t('list.stale');
  useCommands([{ id: 'complaints-newest', label, group: 'list', keys: '.', palette: false, run: list.refresh }], { enabled: shown });
  if (!shown) return null;
  return (
    <button type="button" className="cp-new" onClick={list.refresh}>
      {label}
    </button>
  );
}

function useSelection(list: ComplaintRows, filterKey: string) {
  const [state, setState] = useState<{ of: string; selection: GridSelection }>({ of: filterKey, selection: NOTHING });
  // What was ticked under another filter must not be acted on unseen.
  const selection = state.of === filterKey ? state.selection : NOTHING;
  const setSelection = (next: GridSelection): void => setState({ of: filterKey, selection: next });
  const picked = (filter: ReturnType<typeof filterOf>): PickedComplaints => ({
    count: selectedCount(selection),
    collect: () =>
      selection.kind === 'matching' ? collectMatching(filter) : Promise.resolve(list.rows.filter((row) => selection.ids.has(row.id))),
    clear: () => setSelection(NOTHING),
  });
  return { selection, setSelection, picked };
}

function Empty({ view, setView }: { view: ComplaintView; setView: SetView }) {
  const { t } = useTranslation('complaints');
  const filtered = activeFilters(view).length > 0;
  return (
    <EmptyState
      title={filtered ? t('list.noMatch') : t('list.empty')}
      hint={filtered ? t('list.noMatchHint') : t('list.emptyHint')}
      action={filtered ? <Button onClick={() => setView(NO_FILTER)}>{t('filter.clear')}</Button> : undefined}
    />
  );
}

export function ComplaintsTable({ view, setView, fixed, stream, place, actions }: ComplaintsTableProps) {
  const { t } = useTranslation('complaints');
  const phone = useMedia(BREAKPOINT.phone);
  const filter = useMemo(() => filterOf(view, fixed), [view, fixed]);
  const filterKey = JSON.stringify(filter);
  const sort = view.sort ?? 'newest';
  const list = useComplaintRows(filter, sort, stream);
  const { selection, setSelection, picked } = useSelection(list, filterKey);
  const [active, setActive] = useState<string | null>(view.id ?? null);
  const [ref, width] = useElementWidth();
  const { desk } = useDesk();
  const chosen = useMemo(() => chosenColumns(desk, OPTIONAL_COLUMNS), [desk]);
  const printing = usePrinting();
  const columns = useComplaintColumns(printing ? PAPER_WIDTH : width, fixed === undefined, chosen);
  const open = (row: ComplaintRow): void => setView({ id: row.id });
  const activate = (id: string): void => {
    setActive(id);
    if (view.id !== undefined && view.id !== id) setView({ id });
  };
  useEffect(() => {
    if (view.id !== undefined) setActive(view.id);
  }, [view.id]);
  useCommands(
    [
      {
        id: 'complaints-deselect',
        label: t('list.deselect'),
        group: 'list',
        keys: 'Escape',
        palette: false,
        run: () => setSelection(NOTHING),
      },
    ],
    { enabled: selectedCount(selection) > 0 },
  );
  const placeName = (adcode: string): string => list.rows.find((row) => row.place?.adcode === adcode)?.place?.name ?? adcode;
  const total = list.total ?? list.rows.length;
  return (
    <div className="cp-table" ref={ref}>
      <FilterBar
        view={view}
        setView={setView}
        filter={filter}
        total={list.total}
        placeName={placeName}
        tools={phone ? null : <ColumnMenu shown={columns.map(({ id }) => id)} withIncident={fixed === undefined} />}
      />
      <p className="cp-table__count" role="status">
        {list.total === null ? '' : t('list.total', { count: total, n: count(total) })}
      </p>
      <NewRowsBar list={list} />
      {actions !== undefined && !phone && (
        <SelectionBar selection={selection} onChange={setSelection} loaded={list.rows.length} total={total}>
          {actions(picked(filter))}
        </SelectionBar>
      )}
      <div className="cp-table__body">
        {list.isLoading && <Skeleton rows={12} height={20} />}
        {list.error !== null && list.rows.length === 0 && <ErrorCard error={list.error} onRetry={list.retry} />}
        {list.rows.length === 0 && !list.isLoading && list.error === null && <Empty view={view} setView={setView} />}
        {list.rows.length > 0 && phone && (
          <ComplaintCards
            label={t('list.label')}
            rows={list.rows}
            onOpen={open}
            onMore={list.rows.length < total ? list.more : null}
            busy={list.isFetchingMore}
          />
        )}
        {list.rows.length > 0 && !phone && (
          <VirtualGrid
            key={`${filterKey}|${sort}|${list.edition}`}
            label={t('list.label')}
            rows={list.rows}
            rowId={rowId}
            columns={columns}
            total={Math.max(total, list.rows.length)}
            {...(actions === undefined ? {} : { selection, onSelectionChange: setSelection })}
            activeId={active}
            onActiveChange={activate}
            onOpen={open}
            onNearEnd={list.more}
            sort={SORTED[sort] ?? null}
            onSort={() => setView({ sort: sort === 'newest' ? 'oldest' : 'newest' })}
            rowTone={toneOf}
            scrollMemory={`${place}|${filterKey}|${sort}|${list.edition}`}
          />
        )}
      </div>
    </div>
  );
}
