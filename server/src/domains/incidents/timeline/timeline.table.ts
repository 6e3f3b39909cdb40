import { EXPORT_VALUE_WORDS, maskInPlace, maskText, wallTime, type ExportLang } from '@tocsin/shared/complaints';
import { INCIDENT_WORDS, severityLabel } from '@tocsin/shared/incidents';
import type { LiveEvent } from '@tocsin/shared/live';
import type { Cell } from '../export-file.js';
import { COLUMNS, TIMELINE_WORDS, type TimelineType } from './timeline.words.js';

type TimelineEvent = Extract<LiveEvent, { type: TimelineType }>;
const KEY_MOMENTS: ReadonlySet<string> = new Set(['incident.detected', 'incident.declared', 'incident.moved', 'incident.severity-changed']);

const isOfTimeline = (event: LiveEvent): event is TimelineEvent =>
  event.type !== 'policy.detection-changed' && event.type !== 'access.changed' && event.type !== 'attention.changed';

interface Said {
  from?: string | null;
  to?: string | null;
  text?: string | null;
}

/** Old and new of an entry and the words with it; what somebody wrote is masked, for the file leaves the house. */
function saidBy(event: TimelineEvent, lang: ExportLang): Said {
  const words = TIMELINE_WORDS[lang];
  const values = EXPORT_VALUE_WORDS[lang];
  switch (event.type) {
    case 'incident.moved':
      return {
        from: INCIDENT_WORDS[lang].state[event.payload.from],
        to: INCIDENT_WORDS[lang].state[event.payload.to],
        text: event.payload.reason,
      };
    case 'incident.declared':
      return {
        from: event.payload.from && INCIDENT_WORDS[lang].state[event.payload.from],
        to: INCIDENT_WORDS[lang].state.declared,
        text: event.payload.reason,
      };
    case 'incident.severity-changed':
      return { from: severityLabel(event.payload.from, lang), to: severityLabel(event.payload.to, lang), text: event.payload.reason };
    case 'incident.renamed':
      return { from: maskText(event.payload.from), to: maskText(event.payload.to) };
    case 'incident.commander-assigned':
      return { from: event.payload.from, to: event.payload.to, text: 'reason' in event.payload ? event.payload.reason : null };
    case 'incident.milestone':
      return { to: String(event.payload.value), text: words.milestones[event.payload.kind] };
    case 'incident.detected':
      return { to: String(event.payload.incident.cause.value) };
    case 'note.added':
      return { text: event.payload.note.text };
    case 'complaint.status-changed':
      return { from: values.status[event.payload.from], to: values.status[event.payload.to], text: event.payload.receiptNo };
    case 'complaint.validity-judged':
      return { from: values.validity[event.payload.from], to: values.validity[event.payload.to], text: event.payload.receiptNo };
    case 'complaint.complainant-spoke':
      return { text: event.payload.receiptNo };
    case 'group.reclustered':
      return { to: words.moved(event.payload.moved), text: event.payload.reason };
    case 'incident.regrouped':
      return {};
    default:
      return {
        from: maskText(event.payload.from.title),
        to: event.payload.into === null ? null : maskText(event.payload.into.title),
        text: `${words.moved(event.payload.move.complaints)} ${event.payload.move.reason ?? ''}`.trim(),
      };
  }
}

export interface Reading {
  lang: ExportLang;
  timeZone: string;
}

export const headerOf = ({ lang, timeZone }: Reading): string[] => {
  const words = TIMELINE_WORDS[lang];
  return COLUMNS.map((column) => (column.endsWith('At') ? words.zone(words.columns[column], timeZone) : words.columns[column]));
};

/** Oldest first, as it was recorded. */
export function rowsOf(events: readonly LiveEvent[], { lang, timeZone }: Reading): Cell[][] {
  const words = TIMELINE_WORDS[lang];
  return events.filter(isOfTimeline).map((event) => {
    const { from, to, text } = saidBy(event, lang);
    const occurred = event.type === 'note.added' ? event.payload.note.occurredAt : event.at;
    const key = event.type === 'note.added' ? event.payload.note.key : KEY_MOMENTS.has(event.type);
    const times = [wallTime(occurred, timeZone), wallTime(event.at, timeZone)];
    const who = event.actorName ?? words.engine;
    return [event.seq, ...times, words.events[event.type], from ?? '', to ?? '', text ? maskInPlace(text) : '', who, key ? words.yes : ''];
  });
}

/** The last line: to which moment the file tells everything. */
export const asOfRow = (at: Date, { lang, timeZone }: Reading): Cell[] => {
  const words = TIMELINE_WORDS[lang];
  return [words.zone(words.asOf, timeZone), wallTime(at.toISOString(), timeZone)];
};
