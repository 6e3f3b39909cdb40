import { useInfiniteQuery } from '@tanstack/react-query';
import { SET_ASIDE_STAGES, type SetAside, type SetAsidePage as Answer } from '@tocsin/shared/clustering';
import { CircleCheck, RotateCw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { count } from '../../lib/format.js';
import { useCan } from '../../lib/session.js';
import { Button } from '../../ui/button.js';
import { SegmentedControl } from '../../ui/segmented-control.js';
import { EmptyState, ErrorCard, ProblemLine, Skeleton } from '../../ui/states.js';
import { toasts } from '../../ui/toasts.js';
import { Toolbar } from '../../ui/toolbar.js';
import { setAsideQuery, useRetry, type SetAsideFilter } from './api.js';
import { ClusteringNotice } from './clustering-notice.js';
import './set-aside.css';
import { SetAsideTable } from './set-aside-table.js';

interface FilterProps {
  filter: SetAsideFilter;
  onFilter: (filter: SetAsideFilter) => void;
}

function Filters({ filter, onFilter, counts }: FilterProps & { counts: Answer | undefined }) {
  const { t } = useTranslation('setAside');
  const stages = SET_ASIDE_STAGES.map((stage) => ({
    stage,
    label:
      filter.state === 'resolved' || counts === undefined
        ? t(`stage.${stage}`)
        : `${t(`stage.${stage}`)} (${count(counts.byStage[stage])})`,
  }));
  return (
    <Toolbar>
      <SegmentedControl
        label={t('filter.state')}
        value={filter.state ?? 'open'}
        options={[
          { value: 'open', label: t('filter.open'), ...(counts === undefined ? {} : { count: counts.open }) },
          { value: 'resolved', label: t('filter.resolved') },
        ]}
        onChange={(state) => onFilter({ ...filter, state: state === 'open' ? undefined : state })}
      />
      <select
        className="input input--select sa-stage"
        aria-label={t('filter.stage')}
        value={filter.stage ?? ''}
        onChange={({ target }) => onFilter({ ...filter, stage: SET_ASIDE_STAGES.find((stage) => stage === target.value) })}
      >
        <option value="">{t('filter.anyStage')}</option>
        {stages.map(({ stage, label }) => (
          <option key={stage} value={stage}>
            {label}
          </option>
        ))}
      </select>
    </Toolbar>
  );
}

function Nothing({ filter }: Pick<FilterProps, 'filter'>) {
  const { t } = useTranslation('setAside');
  if (filter.stage !== undefined) return <EmptyState title={t('noMatch')} hint={t('noMatchHint')} />;
  if (filter.state === 'resolved') return <EmptyState title={t('noneResolved')} />;
  return <EmptyState icon={<CircleCheck size={22} aria-hidden="true" />} title={t('none')} hint={t('noneHint')} />;
}

function useRetrying(clear: () => void) {
  const { t } = useTranslation('setAside');
  const retry = useRetry();
  const run = (ones: readonly SetAside[]): void =>
    retry.mutate(
      ones.map(({ id }) => id),
      {
        onSuccess: ({ retrying, left }) => {
          clear();
          const said = ones.every(({ stage }) => stage === 'reclustering') ? 'askedNextRun' : 'asked';
          toasts.ok(t(said, { count: retrying, n: count(retrying) }) + (left > 0 ? t('left', { count: left, n: count(left) }) : ''));
        },
      },
    );
  return { run, busy: retry.isPending, error: retry.error };
}

/** What the engine could not take, why, and another attempt. */
export function SetAsidePage({ filter, onFilter }: FilterProps) {
  const { t } = useTranslation(['setAside', 'common']);
  const mayRetry = useCan('group:move');
  const list = useInfiniteQuery(setAsideQuery(filter));
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const retrying = useRetrying(() => setTicked(new Set()));
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const waiting = rows.filter(({ state }) => state === 'waiting');
  const chosen = waiting.filter(({ id }) => ticked.has(id));
  const tick = (id: string): void =>
    setTicked((before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id]));
  const all = chosen.length === waiting.length;
  return (
    <>
      <ClusteringNotice here />
      <p className="sa-intro">{t('intro')}</p>
      <Filters filter={filter} onFilter={onFilter} counts={list.data?.pages[0]} />
      {mayRetry && waiting.length > 0 && (
        <div className="sa-bar" role="group" aria-label={t('selected', { count: chosen.length, n: count(chosen.length) })}>
          <Button variant="link" onClick={() => setTicked(all ? new Set() : new Set(waiting.map(({ id }) => id)))}>
            {all ? t('untickAll') : t('tickAll')}
          </Button>
          <span className="muted">{t('selected', { count: chosen.length, n: count(chosen.length) })}</span>
          <Button
            writes
            busy={retrying.busy}
            blockedBy={chosen.length === 0 ? t('chooseFirst') : null}
            icon={<RotateCw size={14} aria-hidden="true" />}
            onClick={() => retrying.run(chosen)}
          >
            {t('retryChosen')}
          </Button>
        </div>
      )}
      <ProblemLine error={retrying.error} />
      {list.isPending && <Skeleton rows={6} />}
      {list.isError && <ErrorCard error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && rows.length === 0 && <Nothing filter={filter} />}
      {rows.length > 0 && (
        <SetAsideTable
          rows={rows}
          ticked={ticked}
          onTick={tick}
          onRetry={mayRetry ? (one) => retrying.run([one]) : null}
          busy={retrying.busy}
        />
      )}
      {list.hasNextPage && (
        <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('common:action.loadMore')}
        </Button>
      )}
    </>
  );
}
