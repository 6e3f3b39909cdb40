import { useQuery } from '@tanstack/react-query';
import type { ImportJob } from '@tocsin/shared/complaints';
import { useTranslation } from 'react-i18next';
import { cx } from '../../ui/classes.js';
import { ErrorCard, Skeleton } from '../../ui/states.js';
import { importQuery } from './api.js';
import { ImportList } from './import-list.js';
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

/** A table of complaints, from file to accepted rows. Which one stands in the address, so that leaving the page loses nothing. */
export function ImportWizard({ id, onOpen }: { id: string | undefined; onOpen: (id: string | undefined) => void }) {
  const { data, error, isLoading, refetch } = useQuery({ ...importQuery(id ?? ''), enabled: id !== undefined });
  const job = id === undefined ? undefined : data;
  const again = (): void => onOpen(undefined);
  return (
    <div className="im">
      <Steps at={stepOf(job)} />
      {id === undefined && <UploadStep onUploaded={(made) => onOpen(made.id)} />}
      {id === undefined && <ImportList onOpen={onOpen} />}
      {isLoading && id !== undefined && <Skeleton rows={6} />}
      {error !== null && id !== undefined && job === undefined && <ErrorCard error={error} onRetry={() => void refetch()} />}
      {job?.state === 'uploaded' && <MapStep key={`${job.id} ${job.columns.join('\n')}`} job={job} onAgain={again} />}
      {job !== undefined && job.state !== 'uploaded' && <ResultStep job={job} onAgain={again} />}
    </div>
  );
}
