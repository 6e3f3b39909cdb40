import type { ImportChoice, ImportJob, ImportReading } from '@tocsin/shared/complaints';
import { TABLE_ENCODINGS, TABLE_SEPARATORS, type TableEncoding, type TableSeparator } from '@tocsin/shared/kernel';
import { useTranslation } from 'react-i18next';
import { count } from '../../lib/format.js';
import { Button } from '../../ui/button.js';
import { cx } from '../../ui/classes.js';
import { SelectField } from '../../ui/field.js';
import { Panel } from '../../ui/panel.js';
import { useReread } from './api.js';
import { FaultLine } from './fault-text.js';

const SHOWN = 8;
const SEPARATOR_KEYS = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const;

type Choose = (choice: ImportChoice) => void;

function SheetField({ reading, onChoose }: { reading: ImportReading; onChoose: Choose }) {
  const { t } = useTranslation('imports');
  return (
    <SelectField
      label={t('reading.sheet')}
      value={String(reading.sheet ?? 0)}
      options={reading.sheets.map(({ name, hidden }, i) => ({
        value: String(i),
        label: hidden ? t('reading.hiddenSheet', { name }) : name,
      }))}
      onChange={({ target }) => onChoose({ sheet: Number(target.value) })}
    />
  );
}

function TextFields({ reading, onChoose }: { reading: ImportReading; onChoose: Choose }) {
  const { t } = useTranslation('imports');
  const samples = new Map(reading.encodings.map(({ encoding, sample }) => [encoding, sample]));
  const encoding = reading.encoding ?? 'utf-8';
  const separator = TABLE_SEPARATORS.find((one) => one === reading.separator);
  return (
    <>
      <SelectField
        label={t('reading.encoding')}
        hint={samples.get(encoding) === undefined ? undefined : t('reading.encodingSample', { sample: samples.get(encoding) })}
        value={encoding}
        options={TABLE_ENCODINGS.filter((one) => one === encoding || samples.has(one)).map((value) => ({
          value,
          label: t('reading.encodingOption', { name: t(`encoding.${value}`), sample: samples.get(value) ?? '' }),
        }))}
        onChange={({ target }) => onChoose({ encoding: target.value as TableEncoding, ...(separator ? { separator } : {}) })}
      />
      <SelectField
        label={t('reading.separator')}
        value={reading.separator ?? ','}
        options={[
          ...TABLE_SEPARATORS.map((value) => ({ value, label: t(`separator.${SEPARATOR_KEYS[value]}`) })),
          ...(separator === undefined && reading.separator !== null ? [{ value: reading.separator, label: reading.separator }] : []),
        ]}
        onChange={({ target }) => onChoose({ encoding, separator: target.value as TableSeparator })}
      />
    </>
  );
}

/** What was chosen so far, for a reading that differs in the header alone. */
function choiceOf({ sheet, encoding, separator }: ImportReading): ImportChoice {
  const known = TABLE_SEPARATORS.find((one) => one === separator);
  return {
    ...(sheet === null ? {} : { sheet }),
    ...(encoding === null ? {} : { encoding }),
    ...(known === undefined ? {} : { separator: known }),
  };
}

function HeadRows({ reading, busy, onChoose }: { reading: ImportReading; busy: boolean; onChoose: Choose }) {
  const { t } = useTranslation('imports');
  const rows = reading.head.slice(0, SHOWN);
  const header = (headerRow: number): void => onChoose({ ...choiceOf(reading), headerRow });
  return (
    <>
      <div className="data-table" role="region" aria-label={t('reading.head')} tabIndex={0}>
        <table>
          <tbody>
            {rows.map(({ line, cells }) => (
              <tr key={line} className={cx(line === reading.headerRow && 'im-head--on', line < reading.headerRow && 'im-head--above')}>
                <th scope="row">{count(line)}</th>
                <td>
                  <Button
                    size="sm"
                    aria-pressed={line === reading.headerRow}
                    disabled={busy}
                    aria-label={t('reading.headerOf', { line: count(line) })}
                    onClick={() => header(line)}
                  >
                    {t('reading.header')}
                  </Button>
                </td>
                {cells.slice(0, SHOWN).map((cell, i) => (
                  <td key={`${i}-${cell}`} className="im-head__cell">
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="im-foot">
        <Button size="sm" aria-pressed={reading.headerRow === 0} disabled={busy} onClick={() => header(0)}>
          {t('reading.noHeader')}
        </Button>
      </div>
    </>
  );
}

function Warnings({ reading }: { reading: ImportReading }) {
  const { t } = useTranslation('imports');
  if (reading.warnings.length === 0) return null;
  return (
    <ul className="im-warnings" role="status">
      {reading.warnings.map(({ code, column, count: n, line, sample }) => (
        <li key={`${code}-${column}`}>{t(`warning.${code}`, { column, n: count(n), line: count(line), sample })}</li>
      ))}
    </ul>
  );
}

/** How the file was read, with its first rows; every guess can be changed, and the columns follow. */
export function ReadingPanel({ job, reading }: { job: ImportJob; reading: ImportReading }) {
  const { t } = useTranslation('imports');
  const reread = useReread(job.id);
  const choose: Choose = (choice) => reread.mutate(choice);
  return (
    <Panel title={t('reading.title')} meta={t(`reading.kind.${reading.kind}`)}>
      <div className="im-basics" aria-busy={reread.isPending}>
        {reading.sheets.length > 0 && <SheetField reading={reading} onChoose={choose} />}
        {reading.encoding !== null && <TextFields reading={reading} onChoose={choose} />}
      </div>
      <p className="muted">{t('reading.headHint')}</p>
      <HeadRows reading={reading} busy={reread.isPending} onChoose={choose} />
      <Warnings reading={reading} />
      <FaultLine error={reread.error} />
    </Panel>
  );
}
