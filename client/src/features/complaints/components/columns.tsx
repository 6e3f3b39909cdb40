import { Link } from '@tanstack/react-router';
import { SAFETY_FLAGS, type ComplaintRow, type Flag } from '@tocsin/shared/complaints';
import type { TFunction } from 'i18next';
import { Copy, History, TriangleAlert } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNamedIncident } from '../../../lib/incident-directory.js';
import { count, decimal } from '../../../lib/format.js';
import { Alarm } from '../../../ui/alarm.js';
import { Badge, type Tone } from '../../../ui/badge.js';
import type { GridColumn } from '../../../ui/grid/index.js';
import { WaitingWords } from '../../../ui/states.js';
import { Time } from '../../../ui/time.js';
import { SetAsideIcon } from './set-aside-mark.js';
import { fitted, WORDS_PX, WORDS_PX_CHOSEN } from './column-fit.rules.js';

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

/** The words first, before them what makes the case grave, a copy or one of the past. */
export function Excerpt({ row }: { row: ComplaintRow }) {
  const { t } = useTranslation(['complaints', 'domain']);
  const wordsOf = (flags: readonly Flag[]): string => flags.map((flag) => t(`domain:flag.${flag}`)).join(t('separator'));
  const dangers = row.flags.filter((flag) => SAFETY_FLAGS.includes(flag));
  const others = wordsOf(row.flags.filter((flag) => !SAFETY_FLAGS.includes(flag)));
  return (
    <>
      {dangers.length > 0 && <Alarm>{wordsOf(dangers)}</Alarm>}
      {others !== '' && (
        <span className="tone-1 cp-icon" title={others}>
          <TriangleAlert size={13} aria-hidden="true" />
          <span className="sr-only">{others}</span>
        </span>
      )}
      <SetAsideIcon row={row} />
      {row.nearDuplicate && (
        <span className="muted cp-icon" title={t('row.nearDuplicate')}>
          <Copy size={12} aria-hidden="true" />
          <span className="sr-only">{t('row.nearDuplicate')}</span>
        </span>
      )}
      {row.history && (
        <span className="muted cp-icon" title={t('row.history')}>
          <History size={12} aria-hidden="true" />
          <span className="sr-only">{t('row.history')}</span>
        </span>
      )}
      <span className="clip" title={row.excerpt}>
        {row.excerpt}
      </span>
    </>
  );
}

export type ColumnName =
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

export type OptionalColumn = Exclude<ColumnName, 'excerpt'>;

interface Sized extends GridColumn<ComplaintRow> {
  id: ColumnName;
  /** Its room in Chinese, and in English where words are longer. */
  px: readonly [zh: number, en: number];
  rank: number;
}

const dash: ReactNode = <span className="muted">—</span>;

/** By its number, which people speak of; the list itself only knows the id. */
function IncidentCell({ row }: { row: ComplaintRow }) {
  const { incident, waiting } = useNamedIncident(row.incidentId);
  if (waiting) return <WaitingWords width={72} />;
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
  const column = (id: ColumnName, rank: number, px: Sized['px'], cell: (row: ComplaintRow) => ReactNode): Sized => ({
    id,
    rank,
    px,
    cell,
    header: t(`column.${id}`),
    width: '',
  });
  return [
    column('priority', 2, [56, 60], (row) => <PriorityBadge priority={row.priority} />),
    column('no', 8, [142, 142], (row) => <span className="mono clip">{row.receiptNo}</span>),
    column('excerpt', 0, [0, 0], (row) => <Excerpt row={row} />),
    column('demand', 5, [96, 112], (row) => demandsIn(t, row)),
    column('channel', 9, [84, 98], (row) => <span className="clip">{t(`domain:channel.${row.channel}`)}</span>),
    column('place', 7, [112, 112], (row) => <span className="clip">{row.place?.name ?? '—'}</span>),
    { ...column('time', 1, [94, 94], (row) => <Time at={row.receivedAt} />), sortable: true },
    { ...column('repeat', 11, [62, 70], (row) => <Repeat row={row} />), align: 'end' },
    { ...column('score', 12, [70, 62], (row) => (row.score === null ? dash : decimal(row.score, 2))), align: 'end' },
    column('emotion', 4, [82, 122], (row) => <Emotion emotion={row.emotion} />),
    column('validity', 6, [82, 108], (row) => <ValidityBadge validity={row.validity} />),
    column('status', 3, [84, 92], (row) => <span className="clip">{t(`domain:complaintStatus.${row.status}`)}</span>),
    column('incident', 10, [96, 96], (row) => <IncidentCell row={row} />),
  ];
}

/** Columns a reader may show or hide; the words of the complaint are always there. */
export const OPTIONAL_COLUMNS: readonly OptionalColumn[] = [
  'priority',
  'no',
  'demand',
  'channel',
  'place',
  'time',
  'repeat',
  'score',
  'emotion',
  'validity',
  'status',
  'incident',
];

/** As many columns as the list has room for, or those the reader chose: a row must be readable without scrolling sideways. */
export function useComplaintColumns(
  width: number,
  withIncident: boolean,
  chosen: readonly OptionalColumn[] | null,
): readonly GridColumn<ComplaintRow>[] {
  const { t, i18n } = useTranslation(['complaints', 'domain']);
  const english = i18n.language === 'en';
  return useMemo(() => {
    const all = columnsOf(t).map((one) => ({ ...one, px: one.px[english ? 1 : 0] }));
    const wanted = all.filter(
      ({ id }) => (withIncident || id !== 'incident') && (chosen === null || id === 'excerpt' || chosen.includes(id)),
    );
    const shown = fitted(wanted, width, chosen === null ? WORDS_PX : WORDS_PX_CHOSEN);
    return wanted
      .filter(({ id }) => id === 'excerpt' || shown.has(id))
      .map((one) => ({ ...one, width: one.id === 'excerpt' ? 'minmax(160px, 1fr)' : `${one.px}px` }));
  }, [t, english, width, withIncident, chosen]);
}
