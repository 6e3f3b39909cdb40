import { useQuery } from '@tanstack/react-query';
import type { ImportJob } from '@tocsin/shared/complaints';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cx } from '../../ui/classes.js';
import { ErrorCard, Skeleton } from '../../ui/states.js';
import { importQuery } from './api.js';
import './imports.css';
import { MapStep } from './map-step.js';
import { ResultStep } from './result-step.js';
import { UploadStep } from './upload-step.js';

const STEPS = ['upload', 'map', 'run', 'result'] as const;
type StepName = (typeof STEPS)[number];

const stepOf = (job: ImportJob | undefined): StepName =>
  job === undefined ? 'upload' : job.state === 'uploaded' ? 'map' : job.state === 'running' ? 'run' : 'result';

function Steps({ at }: { at: StepName }) {
  const { t } = useTranslation('imports');
  return (
    <ol className="im-steps" aria-label={t('steps')}>
      {STEPS.map((name, i) => (
        <li
          key={name}
          className={cx('im-steps__item', i <= STEPS.indexOf(at) && 'im-steps__item--on')}
          aria-current={name === at ? 'step' : undefined}
        >
          <span className="im-steps__no">{i + 1}</span>
          {t(`step.${name}`)}
        </li>
      ))}
    </ol>
  );
}

/** A table of complaints, from file to accepted rows; what was wrong with the rest comes back as a file. */
export function ImportWizard() {
  const [id, setId] = useState<string | null>(null);
  const { data, error, isLoading, refetch } = useQuery({ ...importQuery(id ?? ''), enabled: id !== null });
  const job = id === null ? undefined : data;
  return (
    <div className="im">
      <Steps at={stepOf(job)} />
      {id === null && <UploadStep onUploaded={(made) => setId(made.id)} />}
      {isLoading && id !== null && <Skeleton rows={6} />}
      {error !== null && id !== null && job === undefined && <ErrorCard error={error} onRetry={() => void refetch()} />}
      {job?.state === 'uploaded' && <MapStep key={job.id} job={job} onAgain={() => setId(null)} />}
      {job !== undefined && job.state !== 'uploaded' && <ResultStep job={job} onAgain={() => setId(null)} />}
    </div>
  );
}
