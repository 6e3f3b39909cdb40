import { Link } from '@tanstack/react-router';
import type { ImportJob } from '@tocsin/shared/complaints';
import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useCounted } from '../../lib/counted.js';
import { count, percent } from '../../lib/format.js';
import { Button } from '../../ui/button.js';
import { Panel } from '../../ui/panel.js';
import { errorFileUrl } from './api.js';

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

/** Running and over look alike: the same numbers, first moving, then final. */
export function ResultStep({ job, onAgain }: { job: ImportJob; onAgain: () => void }) {
  const { t } = useTranslation('imports');
  const over = job.state !== 'running';
  const numbers = [
    ['accepted', job.accepted],
    ['duplicates', job.duplicates],
    ['rejected', job.rejected],
  ] as const;
  return (
    <Panel title={t(`result.${job.state === 'uploaded' ? 'running' : job.state}`)} meta={job.fileName}>
      <Progress job={job} />
      <dl className="im-numbers">
        {numbers.map(([name, n]) => (
          <div key={name}>
            <dt>{t(`result.${name}`)}</dt>
            <dd className={name === 'rejected' && n > 0 ? 'tone-1' : undefined}>{count(n)}</dd>
          </div>
        ))}
      </dl>
      {over && (
        <div className="im-foot">
          {job.rejected > 0 && (
            <a className="btn btn--default btn--md" href={errorFileUrl(job.id)} download>
              <Download size={14} aria-hidden="true" />
              {t('result.errors')}
            </a>
          )}
          <Link className="btn btn--default btn--md" to="/inbox" search={{ from: job.createdAt }}>
            {t('result.open')}
          </Link>
          <Button variant="primary" onClick={onAgain}>
            {t('again')}
          </Button>
        </div>
      )}
    </Panel>
  );
}
