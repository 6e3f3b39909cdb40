import { CHANNELS, IMPORT_TARGETS, type Channel, type ImportJob } from '@tocsin/shared/complaints';
import { DEFAULT_TIME_ZONE, firstUnits } from '@tocsin/shared/kernel';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounted } from '../../lib/counted.js';
import { Button } from '../../ui/button.js';
import { SelectField, TextField } from '../../ui/field.js';
import { Panel } from '../../ui/panel.js';
import { ProblemLine } from '../../ui/states.js';
import { useStartImport, type Mapping } from './api.js';
import { hasText, mapped, type Columns } from './mapping.rules.js';
import { PreviewPanel } from './preview-panel.js';

const SAMPLES = 2;

function ColumnTable({ job, columns, onChange }: { job: ImportJob; columns: Columns; onChange: (columns: Columns) => void }) {
  const { t } = useTranslation('imports');
  return (
    <div className="data-table" role="region" aria-label={t('map.table')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('map.column')}</th>
            <th scope="col">{t('map.sample')}</th>
            <th scope="col">{t('map.target')}</th>
          </tr>
        </thead>
        <tbody>
          {job.columns.map((column) => (
            <tr key={column}>
              <th scope="row">{column}</th>
              <td className="im-sample">
                {job.preview
                  .slice(0, SAMPLES)
                  .map((row) => row[column])
                  .filter(Boolean)
                  .join(' | ')}
              </td>
              <td>
                <select
                  className="input input--select"
                  aria-label={t('map.targetOf', { column })}
                  value={columns[column] ?? ''}
                  onChange={({ target }) => onChange(mapped(columns, column, IMPORT_TARGETS.find((one) => one === target.value) ?? null))}
                >
                  <option value="">{t('map.ignore')}</option>
                  {IMPORT_TARGETS.map((target) => (
                    <option key={target} value={target}>
                      {t(`target.${target}`)}
                    </option>
                  ))}
                </select>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type Basics = Pick<Mapping, 'source' | 'channel'> & { timeZone: string };

function BasicFields({ basics, onChange }: { basics: Basics; onChange: (change: Partial<Basics>) => void }) {
  const { t } = useTranslation(['imports', 'domain']);
  return (
    <div className="im-basics">
      <TextField
        label={t('map.source')}
        hint={t('map.sourceHint')}
        value={basics.source}
        maxLength={100}
        onChange={({ target }) => onChange({ source: target.value })}
      />
      <SelectField
        label={t('map.channel')}
        hint={t('map.channelHint')}
        value={basics.channel}
        options={CHANNELS.map((value) => ({ value, label: t(`domain:channel.${value}`) }))}
        onChange={({ target }) => onChange({ channel: target.value as Channel })}
      />
      <TextField
        label={t('map.timeZone')}
        hint={t('map.timeZoneHint')}
        value={basics.timeZone}
        maxLength={60}
        onChange={({ target }) => onChange({ timeZone: target.value })}
      />
    </div>
  );
}

export function MapStep({ job, onAgain }: { job: ImportJob; onAgain: () => void }) {
  const { t } = useTranslation('imports');
  const counted = useCounted();
  const start = useStartImport(job.id);
  const [columns, setColumns] = useState<Columns>(job.guess);
  const [basics, setBasics] = useState<Basics>({
    source: firstUnits(job.fileName.replace(/\.[^.]*$/, ''), 100),
    channel: 'other',
    timeZone: DEFAULT_TIME_ZONE,
  });
  const blocked = !hasText(columns) ? t('map.textNeeded') : basics.source.trim() === '' ? t('map.sourceNeeded') : null;
  const mapping: Mapping = { ...basics, columns: { ...columns } };
  return (
    <>
      <Panel title={t('map.title')} meta={t('map.meta', { file: job.fileName, rows: counted('rows', job.rows) })} padding="flush">
        <ColumnTable job={job} columns={columns} onChange={setColumns} />
      </Panel>
      <BasicFields basics={basics} onChange={(change) => setBasics((now) => ({ ...now, ...change }))} />
      {blocked === null ? <PreviewPanel id={job.id} mapping={mapping} /> : <p className="muted">{blocked}</p>}
      <ProblemLine error={start.error} />
      <div className="im-foot">
        <Button onClick={onAgain}>{t('again')}</Button>
        <Button variant="primary" writes busy={start.isPending} blockedBy={blocked} onClick={() => start.mutate(mapping)}>
          {t('map.start', { rows: counted('rows', job.rows) })}
        </Button>
      </div>
    </>
  );
}
