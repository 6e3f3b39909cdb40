import { Link } from '@tanstack/react-router';
import type { ImportJob } from '@tocsin/shared/complaints';
import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useCounted } from '../../lib/counted.js';
import { count, percent } from '../../lib/format.js';
import { Button } from '../../ui/button.js';
import { Panel } from '../../ui/panel.js';
import { ProblemLine } from '../../ui/states.js';
import { rowFileUrl, useCancelImport, type RowFile } from './api.js';
import { useFaultText } from './fault-text.js';

function Progress({ job }: { job: ImportJob }) {
  const { t } = useTranslation('imports');
  const counted = useCounted();
  const done = job.accepted + job.duplicates + job.rejected;
  const share = job.rows === 0 ? 1 : Math.min(1, done / job.rows);
  return (
    <>
      <progress className="im-progress" max={Math.max(1, job.rows)} value={done} aria-label={t('run.label')} />
      <p role="status">{t('run.progress', { done: count(done), rows: counted('rows', job.rows), share: percent(share) })}</p>
    </>
  );
}

function Numbers({ job }: { job: ImportJob }) {
  const { t } = useTranslation('imports');
  const numbers = [
    ['accepted', job.accepted],
    ['adjusted', job.adjusted],
    ['duplicates', job.duplicates],
    ['rejected', job.rejected],
  ] as const;
  return (
    <dl className="im-numbers">
      {numbers.map(([name, n]) => (
        <div key={name}>
          <dt>{t(`result.${name}`)}</dt>
          <dd className={name === 'rejected' && n > 0 ? 'tone-1' : undefined}>{count(n)}</dd>
        </div>
      ))}
    </dl>
  );
}

function RowFiles({ job }: { job: ImportJob }) {
  const { t } = useTranslation('imports');
  const files: readonly [RowFile, number][] = [
    ['rejected', job.rejected],
    ['adjusted', job.adjusted],
    ['duplicate', job.duplicates],
  ];
  return files
    .filter(([, n]) => n > 0)
    .map(([rows]) => (
      <a key={rows} className="btn btn--default btn--md" href={rowFileUrl(job.id, rows)} download>
        <Download size={14} aria-hidden="true" />
        {t(`result.file.${rows}`)}
      </a>
    ));
}

function Running({ job }: { job: ImportJob }) {
  const { t } = useTranslation('imports');
  const cancel = useCancelImport(job.id);
  return (
    <>
      <p className="muted">{t('run.leave')}</p>
      <ProblemLine error={cancel.error} />
      <div className="im-foot">
        <Button writes busy={cancel.isPending} onClick={() => cancel.mutate()}>
          {t('run.cancel', { n: count(job.accepted) })}
        </Button>
      </div>
    </>
  );
}

/** Running and over look alike: the same numbers, first moving, then final. */
export function ResultStep({ job, onAgain }: { job: ImportJob; onAgain: () => void }) {
  const { t } = useTranslation('imports');
  const faultText = useFaultText();
  return (
    <Panel title={t(`result.${job.state === 'uploaded' ? 'running' : job.state}`)} meta={job.fileName}>
      <Progress job={job} />
      <Numbers job={job} />
      {job.failure !== null && (
        <p className="problem-line" role="alert">
          {t('result.failure', { fault: faultText(job.failure), n: count(job.accepted) })}
        </p>
      )}
      {job.history && <p className="muted">{t('result.history')}</p>}
      {job.state === 'running' && <Running job={job} />}
      {job.state !== 'running' && (
        <div className="im-foot">
          <RowFiles job={job} />
          {job.accepted > 0 && (
            <Link className="btn btn--default btn--md" to="/inbox" search={{ importJob: job.id }}>
              {t('result.open')}
            </Link>
          )}
          <Button variant="primary" onClick={onAgain}>
            {t('again')}
          </Button>
        </div>
      )}
    </Panel>
  );
}
