import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { IMPORT_TARGETS, NewComplaint, type ImportJob, type ImportPreview } from '@tocsin/shared/complaints';
import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { firstCharacters } from '@tocsin/shared/kernel';
import { count } from '../../lib/format.js';
import { Badge } from '../../ui/badge.js';
import { DataTable } from '../../ui/data-table.js';
import { Panel } from '../../ui/panel.js';
import { ErrorCard, Skeleton } from '../../ui/states.js';
import { previewQuery, type Mapping } from './api.js';

type Row = ImportPreview['rows'][number];

/** The first words that would be filed; what a rejected row says is in its faults. */
function textOf(complaint: unknown): string {
  const parsed = NewComplaint.pick({ text: true }).safeParse(complaint);
  if (parsed.success) return parsed.data.text;
  return typeof complaint === 'object' && complaint !== null && 'text' in complaint && typeof complaint.text === 'string'
    ? complaint.text
    : '';
}

const stateOf = ({ complaint, issues }: Row): 'good' | 'adjusted' | 'bad' =>
  issues.length === 0 ? 'good' : complaint === null ? 'bad' : 'adjusted';
const TONES = { good: 'ok', adjusted: 's3', bad: 's1' } as const;

const KNOWN_ISSUES = [
  'not_understood',
  'too_small',
  'too_big',
  'invalid_format',
  'invalid_type',
  'invalid_value',
  'unknown_currency',
  'too_old',
  'in_future',
  'out_of_range',
  'read_as_other',
  'exponent_id',
  'rounded_id',
  'ambiguous_date',
  'not_allowed',
  'text/blank',
  'text/no-words',
  'text/nul',
  'text/lone-surrogate',
] as const;

/** The column by the name it has in the file, and what is wrong with it in the reader's language. */
function useIssueText(mapping: Mapping): (issue: Row['issues'][number]) => string {
  const { t } = useTranslation('imports');
  return ({ path, code }) => {
    const target = IMPORT_TARGETS.find((one) => path.split('.').includes(one));
    const known = KNOWN_ISSUES.find((one) => one === code);
    const column = Object.entries(mapping.columns).find(([, field]) => field === target)?.[0];
    return t('preview.issue', {
      field: target === undefined ? path : (column ?? t(`target.${target}`)),
      fault: t(`issue.${known ?? 'other'}`),
    });
  };
}

function useColumns(mapping: Mapping) {
  const issueText = useIssueText(mapping);
  const { t } = useTranslation('imports');
  return [
    { id: 'line', header: t('preview.line'), cell: (row: Row) => count(row.line) },
    {
      id: 'state',
      header: t('preview.state'),
      cell: (row: Row) => <Badge tone={TONES[stateOf(row)]}>{t(`preview.${stateOf(row)}`)}</Badge>,
    },
    {
      id: 'text',
      header: t('preview.text'),
      cell: (row: Row) => <span className="im-sample">{firstCharacters(textOf(row.complaint), 120)}</span>,
    },
    {
      id: 'issues',
      header: t('preview.issues'),
      cell: (row: Row) => (
        <ul className="im-issues">
          {row.issues.map((issue) => (
            <li key={`${issue.path}-${issue.code}`}>{issueText(issue)}</li>
          ))}
        </ul>
      ),
    },
  ];
}

/** What the server would make of the first rows, before anything is filed. */
export function PreviewPanel({ job, mapping }: { job: ImportJob; mapping: Mapping }) {
  const { t } = useTranslation('imports');
  const settled = useDeferredValue(mapping);
  const { data, error, refetch } = useQuery({
    ...previewQuery(job.id, settled, { headerRow: job.reading?.headerRow }),
    placeholderData: keepPreviousData,
  });
  const columns = useColumns(settled);
  return (
    <Panel
      title={t('preview.title')}
      padding="flush"
      meta={
        data === undefined
          ? undefined
          : t(data.repeated > 0 ? 'preview.metaRepeated' : 'preview.meta', {
              good: count(data.valid),
              adjusted: count(data.adjusted),
              bad: count(data.invalid),
              repeated: count(data.repeated),
            })
      }
    >
      {error !== null && <ErrorCard error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton rows={6} />}
      {data !== undefined && <DataTable label={t('preview.table')} columns={columns} rows={data.rows} rowId={(row) => String(row.line)} />}
    </Panel>
  );
}
