import type { DictionaryImport } from '@tocsin/shared/clustering';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounted } from '../../lib/counted.js';
import { count } from '../../lib/format.js';
import { Button } from '../../ui/button.js';
import { DataTable } from '../../ui/data-table.js';
import { Dialog } from '../../ui/dialog.js';
import { ProblemLine } from '../../ui/states.js';
import { toasts } from '../../ui/toasts.js';
import { useImport } from './api.js';
import { decodeCsv, LONGEST } from './read-file.rules.js';

type Row = DictionaryImport['sample'][number];
type Fault = DictionaryImport['errors'][number];

function Preview({ found }: { found: DictionaryImport }) {
  const { t } = useTranslation('dictionary');
  const counted = useCounted();
  const line = { id: 'line', header: '#', cell: (row: { line: number }) => t('import.line', { n: row.line }) };
  return (
    <>
      <p className="dialog__consequence" role="status">
        {t('import.summary', {
          rows: counted('lines', found.rows),
          added: count(found.added),
          changed: count(found.changed),
          unchanged: count(found.unchanged),
          errors: count(found.errors.length),
        })}
      </p>
      {found.errors.length > 0 && (
        <>
          <h3 className="dict-sub">{t('import.errors')}</h3>
          <DataTable
            label={t('import.errors')}
            rows={found.errors}
            rowId={(row: Fault) => `${String(row.line)}-${row.code}`}
            columns={[
              line,
              { id: 'why', header: t('import.errors'), hideHeader: true, cell: (row: Fault) => t(`import.fault.${row.code}`) },
              { id: 'value', header: t('name'), cell: (row: Fault) => row.value },
            ]}
          />
        </>
      )}
      {found.sample.length > 0 && (
        <>
          <h3 className="dict-sub">{t('import.preview', { rows: counted('lines', found.sample.length) })}</h3>
          <DataTable
            label={t('import.preview', { rows: counted('lines', found.sample.length) })}
            rows={found.sample}
            rowId={(row: Row) => String(row.line)}
            columns={[
              line,
              { id: 'kind', header: t('kind'), cell: (row: Row) => t(`kinds.${row.kind}`) },
              { id: 'name', header: t('name'), cell: (row: Row) => row.name },
              { id: 'aliases', header: t('aliases'), cell: (row: Row) => row.aliases.join('、') },
              { id: 'effect', header: t('import.action'), hideHeader: true, cell: (row: Row) => t(`import.effect.${row.effect}`) },
            ]}
          />
        </>
      )}
    </>
  );
}

/** The file is read here, judged by the server, and taken once a person has seen what it would do. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['dictionary', 'common']);
  const counted = useCounted();
  const [csv, setCsv] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const preview = useImport();
  const take = useImport();
  const choose = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    const text = decodeCsv(new Uint8Array(await file.arrayBuffer()));
    const wrong = text === null ? t('import.unreadable') : text.length > LONGEST ? t('import.large') : null;
    setFault(wrong);
    setCsv(wrong === null ? text : null);
    preview.reset();
    if (wrong === null && text !== null) preview.mutate({ csv: text, apply: false });
  };
  const due = (preview.data?.added ?? 0) + (preview.data?.changed ?? 0);
  const apply = (): void => {
    if (csv === null) return;
    take.mutate(
      { csv, apply: true },
      {
        onSuccess: (done) => {
          toasts.ok(t('import.done', { added: count(done.added), changed: count(done.changed) }));
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      open
      size="lg"
      title={t('import.title')}
      onClose={onClose}
      locked={take.isPending}
      footer={
        <>
          <Button onClick={onClose}>{t('common:action.cancel')}</Button>
          <Button variant="primary" busy={take.isPending} blockedBy={due === 0 ? t('import.nothing') : null} onClick={apply}>
            {t('import.apply', { entries: counted('entries', due) })}
          </Button>
        </>
      }
    >
      <label className="field">
        <span className="field__label">{t('import.file')}</span>
        <input type="file" accept=".csv,text/csv" className="input" onChange={({ target }) => void choose(target.files?.[0])} />
      </label>
      <p className="muted">{t('import.hint')}</p>
      {fault !== null && (
        <p className="problem-line" role="alert">
          {fault}
        </p>
      )}
      <ProblemLine error={preview.error ?? take.error} />
      {preview.data !== undefined && <Preview found={preview.data} />}
    </Dialog>
  );
}
