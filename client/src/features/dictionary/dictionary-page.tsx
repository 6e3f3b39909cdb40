import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { ENTRY_KINDS, type DictionaryPage as PageOf, type EntryKind, type ObjectEntry } from '@tocsin/shared/clustering';
import { Download, Plus, Upload } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { count, dateTime } from '../../lib/format.js';
import { useCan } from '../../lib/session.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { DataTable } from '../../ui/data-table.js';
import { Checkbox } from '../../ui/field.js';
import { EmptyState, ErrorCard, Skeleton } from '../../ui/states.js';
import { toasts } from '../../ui/toasts.js';
import { Toolbar } from '../../ui/toolbar.js';
import { dictionaryQuery, useSaveEntry, type DictionaryFilter } from './api.js';
import './dictionary.css';
import { EntryDialog, RetireDialog } from './entry-dialog.js';
import { ImportDialog } from './import-dialog.js';

type Open = { kind: 'add' } | { kind: 'import' } | { kind: 'edit' | 'retire'; entry: ObjectEntry } | null;
const EXPORT = '/api/v1/dictionary/export.csv';

function Standing({ page }: { page: Pick<PageOf, 'version' | 'inForce' | 'total'> }) {
  const { t } = useTranslation('dictionary');
  const current = page.inForce >= page.version;
  return (
    <p className="dict-standing" role="status">
      <span>{t('version', { n: page.version })}</span>
      <Badge tone={current ? 'ok' : 's3'}>{current ? t('inForce') : t('pending', { n: page.inForce })}</Badge>
      <span className="muted">{t('total', { n: count(page.total) })}</span>
    </p>
  );
}

function Acts({ entry, onOpen }: { entry: ObjectEntry; onOpen: (open: Open) => void }) {
  const { t } = useTranslation('dictionary');
  const save = useSaveEntry();
  const { id, kind, name, aliases, version } = entry;
  const restore = (): void =>
    save.mutate(
      { id, body: { kind, name, aliases }, retired: false, version },
      { onSuccess: () => toasts.ok(t('restored', { name })), onError: () => toasts.error(t('outdated')) },
    );
  return (
    <span className="dict-acts">
      <Button size="sm" aria-label={t('edit', { name })} onClick={() => onOpen({ kind: 'edit', entry })}>
        {t('editShort')}
      </Button>
      {entry.retired ? (
        <Button size="sm" busy={save.isPending} aria-label={t('restoreLabel', { name })} onClick={restore}>
          {t('restore')}
        </Button>
      ) : (
        <Button size="sm" variant="danger" aria-label={t('retireLabel', { name })} onClick={() => onOpen({ kind: 'retire', entry })}>
          {t('retire')}
        </Button>
      )}
    </span>
  );
}

function useColumns(mayWrite: boolean, onOpen: (open: Open) => void) {
  const { t } = useTranslation(['dictionary', 'common']);
  const columns = [
    { id: 'kind', header: t('kind'), cell: (entry: ObjectEntry) => t(`kinds.${entry.kind}`) },
    { id: 'name', header: t('name'), cell: (entry: ObjectEntry) => entry.name },
    { id: 'aliases', header: t('aliases'), cell: (entry: ObjectEntry) => <span className="dict-aliases">{entry.aliases.join('、')}</span> },
    {
      id: 'updated',
      header: t('updated'),
      cell: (entry: ObjectEntry) => (
        <span className="muted">{t('updatedBy', { time: dateTime(entry.updatedAt), by: entry.updatedBy })}</span>
      ),
    },
  ];
  const acts = {
    id: 'acts',
    header: t('common:action.more'),
    hideHeader: true,
    cell: (entry: ObjectEntry) => <Acts entry={entry} onOpen={onOpen} />,
  };
  return mayWrite ? [...columns, acts] : columns;
}

function Filters({
  filter,
  onFilter,
  onOpen,
}: {
  filter: DictionaryFilter;
  onFilter: (f: DictionaryFilter) => void;
  onOpen: (o: Open) => void;
}) {
  const { t } = useTranslation('dictionary');
  const mayWrite = useCan('policy:write');
  return (
    <Toolbar
      search={{ label: t('search'), value: filter.q, onChange: (q) => onFilter({ ...filter, q }) }}
      actions={
        <>
          <a className="btn btn--default btn--md" href={EXPORT} download>
            <Download size={14} aria-hidden="true" />
            {t('export')}
          </a>
          {mayWrite && (
            <>
              <Button icon={<Upload size={14} aria-hidden="true" />} onClick={() => onOpen({ kind: 'import' })}>
                {t('import.action')}
              </Button>
              <Button variant="primary" icon={<Plus size={14} aria-hidden="true" />} onClick={() => onOpen({ kind: 'add' })}>
                {t('add')}
              </Button>
            </>
          )}
        </>
      }
    >
      <select
        className="input input--select dict-kind"
        aria-label={t('kind')}
        value={filter.kind ?? ''}
        onChange={({ target }) => onFilter({ ...filter, kind: target.value === '' ? null : (target.value as EntryKind) })}
      >
        <option value="">{t('anyKind')}</option>
        {ENTRY_KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {t(`kinds.${kind}`)}
          </option>
        ))}
      </select>
      <Checkbox
        label={t('showRetired')}
        checked={filter.retired}
        onChange={({ target }) => onFilter({ ...filter, retired: target.checked })}
      />
    </Toolbar>
  );
}

const ALL: DictionaryFilter = { q: '', kind: null, retired: false };
const isAll = ({ q, kind, retired }: DictionaryFilter): boolean => q === '' && kind === null && !retired;

function Entries({ filter, onOpen }: { filter: DictionaryFilter; onOpen: (open: Open) => void }) {
  const { t } = useTranslation('dictionary');
  const columns = useColumns(useCan('policy:write'), onOpen);
  const { data, error, isLoading, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    ...dictionaryQuery(filter),
    placeholderData: keepPreviousData,
  });
  const [first] = data?.pages ?? [];
  const entries = data?.pages.flatMap(({ items }) => items) ?? [];
  if (isLoading) return <Skeleton rows={6} />;
  if (error !== null && first === undefined) return <ErrorCard error={error} onRetry={() => void refetch()} />;
  if (first === undefined) return null;
  return (
    <>
      <Standing page={first} />
      {entries.length === 0 &&
        (isAll(filter) ? <EmptyState title={t('none')} hint={t('noneHint')} /> : <EmptyState title={t('noneFound')} />)}
      {entries.length > 0 && <DataTable label={t('title')} columns={columns} rows={entries} rowId={(entry) => entry.id} />}
      {hasNextPage && (
        <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('more', { n: count(first.total - entries.length) })}
        </Button>
      )}
    </>
  );
}

/** Products, brands and sites by name: what the engine tells complaints apart by. */
export function DictionaryPage() {
  const { t } = useTranslation('dictionary');
  const mayWrite = useCan('policy:write');
  const [filter, setFilter] = useState<DictionaryFilter>(ALL);
  const [open, setOpen] = useState<Open>(null);
  const close = (): void => setOpen(null);
  return (
    <>
      <p className="muted dict-about">{t('about')}</p>
      {!mayWrite && <p className="muted">{t('readOnly')}</p>}
      <Filters filter={filter} onFilter={setFilter} onOpen={setOpen} />
      <Entries filter={filter} onOpen={setOpen} />
      {open?.kind === 'add' && <EntryDialog entry={null} onClose={close} />}
      {open?.kind === 'edit' && <EntryDialog entry={open.entry} onClose={close} />}
      {open?.kind === 'retire' && <RetireDialog entry={open.entry} onClose={close} />}
      {open?.kind === 'import' && <ImportDialog onClose={close} />}
    </>
  );
}
