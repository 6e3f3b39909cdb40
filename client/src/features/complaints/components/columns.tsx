import { Link } from '@tanstack/react-router';
import type { ComplaintRow } from '@tocsin/shared/complaints';
import type { TFunction } from 'i18next';
import { Copy, TriangleAlert } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useIncidentDirectory } from '../../../lib/incident-directory.js';
import { count, decimal } from '../../../lib/format.js';
import { Badge, type Tone } from '../../../ui/badge.js';
import type { GridColumn } from '../../../ui/grid/index.js';
import { Time } from '../../../ui/time.js';

const PRIORITY_TONE: Record<ComplaintRow['priority'], Tone> = { P1: 's1', P2: 's2', P3: 'quiet', P4: 'quiet' };
const VALIDITY_TONE: Record<ComplaintRow['validity'], Tone> = { undecided: 'quiet', valid: 'ok', invalid: 's3' };
const EMOTION_CLASS = { calm: 'muted', question: 'tone-4', anger: 'tone-2', exposure: 'tone-1' } as const;

export const PriorityBadge = ({ priority }: { priority: ComplaintRow['priority'] }) => (
  <Badge tone={PRIORITY_TONE[priority]}>{priority}</Badge>
);

export function ValidityBadge({ validity }: { validity: ComplaintRow['validity'] }) {
  const { t } = useTranslation('domain');
  return <Badge tone={VALIDITY_TONE[validity]}>{t(`validity.${validity}`)}</Badge>;
}

export function Emotion({ emotion }: { emotion: ComplaintRow['emotion'] }) {
  const { t } = useTranslation('domain');
  return emotion === null ? <span className="muted">—</span> : <span className={EMOTION_CLASS[emotion]}>{t(`emotion.${emotion}`)}</span>;
}

/** The words first, before them what makes the case grave or a copy. */
export function Excerpt({ row }: { row: ComplaintRow }) {
  const { t } = useTranslation(['complaints', 'domain']);
  const separator = t('separator');
  const flags = row.flags.map((flag) => t(`domain:flag.${flag}`)).join(separator);
  return (
    <>
      {row.flags.length > 0 && (
        <span className="tone-1 cp-icon" title={flags}>
          <TriangleAlert size={13} aria-hidden="true" />
          <span className="sr-only">{flags}</span>
        </span>
      )}
      {row.nearDuplicate && (
        <span className="muted cp-icon" title={t('row.nearDuplicate')}>
          <Copy size={12} aria-hidden="true" />
          <span className="sr-only">{t('row.nearDuplicate')}</span>
        </span>
      )}
      <span className="clip" title={row.excerpt}>
        {row.excerpt}
      </span>
    </>
  );
}

type ColumnName =
  | 'priority'
  | 'no'
  | 'excerpt'
  | 'demand'
  | 'channel'
  | 'place'
  | 'time'
  | 'repeat'
  | 'score'
  | 'emotion'
  | 'validity'
  | 'status'
  | 'incident';

interface Sized extends GridColumn<ComplaintRow> {
  /** Shown from this list width on, in pixels. */
  from: number;
}

const dash: ReactNode = <span className="muted">—</span>;

/** By its number, which people speak of; the list itself only knows the id. */
function IncidentCell({ row }: { row: ComplaintRow }) {
  const incident = useIncidentDirectory()(row.incidentId);
  if (incident === null) return dash;
  return (
    <Link
      to="/incidents/$no/$tab"
      params={{ no: incident.no, tab: 'situation' }}
      title={incident.title}
      tabIndex={-1}
      onClick={(event) => event.stopPropagation()}
    >
      {incident.no.replace(/^INC-/, '')}
    </Link>
  );
}

function Repeat({ row }: { row: ComplaintRow }) {
  if (row.complainant === null) return dash;
  return <span className={row.complainant.repeat > 1 ? 'tone-2' : 'muted'}>{count(row.complainant.repeat)}</span>;
}

type Words = TFunction<['complaints', 'domain']>;

const demandsIn = (t: Words, row: ComplaintRow): ReactNode =>
  row.demands.length === 0 ? (
    dash
  ) : (
    <span className="clip">{row.demands.map((demand) => t(`domain:demand.${demand}`)).join(t('separator'))}</span>
  );

function columnsOf(t: Words): Sized[] {
  const column = (id: ColumnName, from: number, width: string, cell: (row: ComplaintRow) => ReactNode): Sized => ({
    id,
    from,
    width,
    cell,
    header: t(`column.${id}`),
  });
  return [
    column('priority', 0, '56px', (row) => <PriorityBadge priority={row.priority} />),
    column('no', 760, '142px', (row) => <span className="mono clip">{row.receiptNo}</span>),
    column('excerpt', 0, 'minmax(180px, 1fr)', (row) => <Excerpt row={row} />),
    column('demand', 620, '96px', (row) => demandsIn(t, row)),
    column('channel', 1040, '84px', (row) => <span className="clip">{t(`domain:channel.${row.channel}`)}</span>),
    column('place', 1040, '96px', (row) => <span className="clip">{row.place?.name ?? '—'}</span>),
    { ...column('time', 0, '94px', (row) => <Time at={row.receivedAt} />), sortable: true },
    { ...column('repeat', 1260, '62px', (row) => <Repeat row={row} />), align: 'end' },
    { ...column('score', 1180, '70px', (row) => (row.score === null ? dash : decimal(row.score, 2))), align: 'end' },
    column('emotion', 860, '82px', (row) => <Emotion emotion={row.emotion} />),
    column('validity', 940, '82px', (row) => <ValidityBadge validity={row.validity} />),
    column('status', 520, '84px', (row) => <span className="clip">{t(`domain:complaintStatus.${row.status}`)}</span>),
    column('incident', 1320, '96px', (row) => <IncidentCell row={row} />),
  ];
}

/** As many columns as the list has room for: a row must be readable without scrolling sideways. */
export function useComplaintColumns(width: number, withIncident: boolean): readonly GridColumn<ComplaintRow>[] {
  const { t } = useTranslation(['complaints', 'domain']);
  return useMemo(
    () => columnsOf(t).filter(({ id, from }) => width >= from && (withIncident || id !== 'incident')),
    [t, width, withIncident],
  );
}
