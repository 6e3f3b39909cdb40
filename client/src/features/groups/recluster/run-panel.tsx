import { isUnderWay, type ReclusterRun } from '@tocsin/shared/clustering';
import { Check, RefreshCw, TriangleAlert, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { count, percent } from '../../../lib/format.js';
import { useIncidentDirectory } from '../../../lib/incident-directory.js';
import { Button } from '../../../ui/button.js';
import { KpiStrip } from '../../../ui/kpi-strip.js';
import { Panel } from '../../../ui/panel.js';
import { SegmentedControl } from '../../../ui/segmented-control.js';
import { ProblemLine } from '../../../ui/states.js';
import { useDeed, type Applied, type Deed } from './api.js';
import { DeedDialog } from './deed-dialog.js';
import { DifferencesTable } from './differences-table.js';

function Progress({ run }: { run: ReclusterRun }) {
  const { t } = useTranslation('groups');
  const { read, total } = run.progress;
  const share = total === 0 ? 0 : read / total;
  return (
    <div className="rc-progress">
      <progress aria-label={t('recluster.progress')} max={Math.max(1, total)} value={read} />
      <p className="muted num" role="status">
        {t(`recluster.state.${run.state}`)}
        {run.state === 'reading' && ` · ${t('recluster.read', { read: count(read), total: count(total), share: percent(share) })}`}
      </p>
    </div>
  );
}

function Numbers({ run }: { run: ReclusterRun }) {
  const { t } = useTranslation('groups');
  const { named } = useIncidentDirectory();
  if (run.summary === null) return null;
  const { read, unchanged, moved, heldBack, groups, incidents } = run.summary;
  const figure = (key: 'read' | 'unchanged' | 'moved' | 'heldBack' | 'merged' | 'split' | 'appeared' | 'dissolved', n: number) => ({
    key,
    label: t(`recluster.figure.${key}`),
    value: count(n),
  });
  return (
    <>
      <KpiStrip
        label={t('recluster.figures')}
        items={[
          figure('read', read),
          figure('unchanged', unchanged),
          { ...figure('moved', moved), lead: true },
          figure('heldBack', heldBack),
          figure('merged', groups.merged),
          figure('split', groups.split),
          figure('appeared', groups.appeared),
          figure('dissolved', groups.dissolved),
        ]}
      />
      {incidents.length > 0 && (
        <ul className="rc-incidents">
          {incidents.map(({ id, before, after }) => (
            <li key={id} className="num">
              {named(id)?.no ?? '—'}: {count(before)} → {count(after)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function DeclaredWarning({ run }: { run: ReclusterRun }) {
  const { t } = useTranslation('groups');
  const { moved = 0, heldBack = 0 } = run.summary?.declared ?? {};
  if (moved + heldBack === 0) return null;
  return (
    <p className="rc-warning" role="note">
      <TriangleAlert size={15} aria-hidden="true" />
      {t('recluster.declared.warning', { moved: count(moved), held: count(heldBack) })}
    </p>
  );
}

/** The run that is under way or waits for a decision. */
export function RunPanel({ run, mayDecide }: { run: ReclusterRun; mayDecide: boolean }) {
  const { t } = useTranslation('groups');
  const [deed, setDeed] = useState<Exclude<Deed, 'compare'> | null>(null);
  const [applied, setApplied] = useState<Applied>('true');
  const again = useDeed(run);
  const ready = run.state === 'ready';
  const stale = run.stale === null ? null : t(`recluster.stale.${run.stale}`);
  const idle = run.summary?.moved === 0 ? t('recluster.nothing') : null;
  const mended = run.stale === 'moved' || run.stale === 'decided';
  return (
    <Panel
      title={t(ready ? 'recluster.preview' : 'recluster.running')}
      meta={t('recluster.meta', { by: run.by, reason: run.reason })}
      actions={
        mayDecide && (
          <>
            {isUnderWay(run.state) && (
              <Button size="sm" writes icon={<X size={13} aria-hidden="true" />} onClick={() => setDeed('cancel')}>
                {t('recluster.cancel.confirm')}
              </Button>
            )}
            {ready && (
              <>
                <Button
                  size="sm"
                  writes
                  icon={<RefreshCw size={13} aria-hidden="true" />}
                  busy={again.isPending}
                  onClick={() => again.mutate({ deed: 'compare' })}
                >
                  {t('recluster.compare')}
                </Button>
                <Button size="sm" writes icon={<X size={13} aria-hidden="true" />} onClick={() => setDeed('discard')}>
                  {t('recluster.discard.confirm')}
                </Button>
                <Button
                  size="sm"
                  writes
                  variant="primary"
                  icon={<Check size={13} aria-hidden="true" />}
                  blockedBy={stale ?? idle}
                  onClick={() => setDeed('accept')}
                >
                  {t('recluster.accept.confirm')}
                </Button>
              </>
            )}
          </>
        )
      }
    >
      {isUnderWay(run.state) && <Progress run={run} />}
      {ready && (
        <>
          {stale !== null && (
            <p className="tone-2" role="alert">
              {stale} {t(mended ? 'recluster.mend.compare' : 'recluster.mend.start')}
            </p>
          )}
          <ProblemLine error={again.error} />
          <DeclaredWarning run={run} />
          <Numbers run={run} />
          <SegmentedControl
            label={t('recluster.show.label')}
            value={applied}
            options={(['true', 'false'] as const).map((value) => ({ value, label: t(`recluster.show.${value}`) }))}
            onChange={setApplied}
          />
          <DifferencesTable run={run} applied={applied} mayDecide={mayDecide} />
        </>
      )}
      {deed !== null && <DeedDialog run={run} deed={deed} onClose={() => setDeed(null)} />}
    </Panel>
  );
}
