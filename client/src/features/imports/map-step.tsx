import { CHANNELS, IMPORT_TARGETS, type Channel, type ImportJob } from '@tocsin/shared/complaints';
import { DATE_ORDERS, DEFAULT_TIME_ZONE, firstUnits, type DateOrder } from '@tocsin/shared/kernel';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounted } from '../../lib/counted.js';
import { Button } from '../../ui/button.js';
import { Checkbox, SelectField, TextField } from '../../ui/field.js';
import { Panel } from '../../ui/panel.js';
import { useCancelImport, useStartImport, type Mapping } from './api.js';
import { FaultLine } from './fault-text.js';
import { hasText, mapped, type Columns } from './mapping.rules.js';
import { PreviewPanel } from './preview-panel.js';
import { ReadingPanel } from './reading-panel.js';

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

type Basics = Pick<Mapping, 'source' | 'channel'> & { timeZone: string; dateOrder: DateOrder | ''; history: boolean };

/** What the dates of the chosen column suggest, and one of them to show it by. */
function timeColumn(job: ImportJob, columns: Columns): { guess: DateOrder; sample: string } {
  const [column = ''] = Object.entries(columns).find(([, target]) => target === 'occurredAt') ?? [];
  const orders = job.reading?.dateOrders ?? {};
  const guess = (Object.hasOwn(orders, column) ? orders[column] : undefined) ?? 'ymd';
  return { guess, sample: job.preview.map((row) => row[column]).find((cell) => cell !== undefined && cell !== '') ?? '' };
}

interface BasicsProps {
  job: ImportJob;
  columns: Columns;
  basics: Basics;
  onChange: (change: Partial<Basics>) => void;
}

function TimeFields({ job, columns, basics, onChange }: BasicsProps) {
  const { t } = useTranslation('imports');
  const { guess, sample } = timeColumn(job, columns);
  return (
    <>
      <SelectField
        label={t('map.dateOrder')}
        hint={sample === '' ? t('map.dateOrderHint') : t('map.dateSample', { sample })}
        value={basics.dateOrder}
        options={[
          { value: '', label: t('map.dateOrderGuess', { order: t(`dateOrder.${guess}`) }) },
          ...DATE_ORDERS.map((value) => ({ value, label: t(`dateOrder.${value}`) })),
        ]}
        onChange={({ target }) => onChange({ dateOrder: target.value as DateOrder | '' })}
      />
      <TextField
        label={t('map.timeZone')}
        hint={t('map.timeZoneHint')}
        value={basics.timeZone}
        maxLength={60}
        onChange={({ target }) => onChange({ timeZone: target.value })}
      />
    </>
  );
}

function BasicFields(props: BasicsProps) {
  const { basics, onChange } = props;
  const { t } = useTranslation(['imports', 'domain']);
  return (
    <>
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
        <TimeFields {...props} />
      </div>
      <Checkbox
        label={t('map.history')}
        hint={t('map.historyHint')}
        checked={basics.history}
        onChange={({ target }) => onChange({ history: target.checked })}
      />
    </>
  );
}

export function MapStep({ job, onAgain }: { job: ImportJob; onAgain: () => void }) {
  const { t } = useTranslation('imports');
  const counted = useCounted();
  const start = useStartImport(job.id);
  const drop = useCancelImport(job.id);
  const [columns, setColumns] = useState<Columns>(job.guess);
  const [basics, setBasics] = useState<Basics>({
    source: firstUnits(job.fileName.replace(/\.[^.]*$/, ''), 100),
    channel: 'other',
    timeZone: job.reading?.timeZone ?? DEFAULT_TIME_ZONE,
    dateOrder: '',
    history: false,
  });
  const blocked = !hasText(columns) ? t('map.textNeeded') : basics.source.trim() === '' ? t('map.sourceNeeded') : null;
  const { dateOrder, ...rest } = basics;
  const mapping: Mapping = { ...rest, columns: { ...columns }, ...(dateOrder === '' ? {} : { dateOrder }) };
  const reading = job.reading;
  return (
    <>
      {reading !== null && <ReadingPanel job={job} reading={reading} />}
      <Panel title={t('map.title')} meta={t('map.meta', { file: job.fileName, rows: counted('rows', job.rows) })} padding="flush">
        <ColumnTable job={job} columns={columns} onChange={setColumns} />
      </Panel>
      <BasicFields job={job} columns={columns} basics={basics} onChange={(change) => setBasics((now) => ({ ...now, ...change }))} />
      {blocked === null ? <PreviewPanel job={job} mapping={mapping} /> : <p className="muted">{blocked}</p>}
      <FaultLine error={start.error ?? drop.error} />
      <div className="im-foot">
        <Button writes busy={drop.isPending} onClick={() => drop.mutate(undefined, { onSuccess: onAgain })}>
          {t('map.drop')}
        </Button>
        <Button onClick={onAgain}>{t('again')}</Button>
        <Button variant="primary" writes busy={start.isPending} blockedBy={blocked} onClick={() => start.mutate(mapping)}>
          {t('map.start', { rows: counted('rows', job.rows) })}
        </Button>
      </div>
    </>
  );
}
