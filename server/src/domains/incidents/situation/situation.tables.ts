import { EXPORT_VALUE_WORDS, maskInPlace, wallTime, type ExportLang, type Flag } from '@tocsin/shared/complaints';
import {
  computeSeverity,
  INCIDENT_WORDS,
  severityInputs,
  severityLabel,
  type IncidentDetail,
  type IncidentSituation,
  type SeverityCode,
} from '@tocsin/shared/incidents';
import type { Cell, Sheet } from '../export-file.js';
import { SITUATION_WORDS, type Figure } from './situation.words.js';

/** Everything of one moment. */
export interface SituationReading {
  incident: IncidentDetail;
  situation: IncidentSituation;
  hours: readonly { at: string; count: number }[];
  flags: readonly { flag: Flag; count: number }[];
  exportedBy: string;
  lang: ExportLang;
  timeZone: string;
}

const YUAN = 100;
const percent = (share: number): number => Math.round(share * 10_000) / 100;

export function sheetsOf(reading: SituationReading): [Sheet, ...Sheet[]] {
  const { sheets } = SITUATION_WORDS[reading.lang];
  return [
    { name: sheets.figures, rows: figuresOf(reading) },
    { name: sheets.severity, rows: severityOf(reading) },
    { name: sheets.hours, rows: hoursOf(reading) },
    { name: sheets.places, rows: placesOf(reading) },
    ...mixesOf(reading),
  ];
}

function figuresOf({ incident, situation: { metrics }, exportedBy, lang, timeZone }: SituationReading): Cell[][] {
  const words = SITUATION_WORDS[lang];
  const at = (name: Figure, time: string): Cell[] => [words.zone(words.figures[name], timeZone), wallTime(time, timeZone)];
  const numbers: [Figure, number][] = [
    ['posts', metrics.posts],
    ['complaints', metrics.complaints],
    ['complainants', metrics.complainants],
    ['past', metrics.past ?? 0],
    ['lastTen', metrics.lastTenMinutes],
    ['previousTen', metrics.previousTenMinutes],
    ['peakTen', metrics.peakTenMinutes],
    ['baselineTen', Math.round(metrics.baselineTenMinutes * 10) / 10],
    ['unanswered', metrics.unanswered],
    ['unanswered24h', metrics.unanswered24h],
    ['repeat', metrics.repeatComplainants],
    ['safety', metrics.safety],
    ['legal', metrics.legal],
    ['regulator', metrics.regulator],
    ['claimed', metrics.claimed.minor / YUAN],
    ['reach', metrics.reach],
    ['located', metrics.located],
    ['unlocated', metrics.unlocated],
  ];
  return [
    [words.columns.figure, words.columns.value],
    [words.figures.no, incident.no],
    [words.figures.title, incident.title],
    at('asOf', metrics.at),
    [words.figures.exportedBy, exportedBy],
    [words.figures.state, INCIDENT_WORDS[lang].state[incident.state]],
    [words.figures.severity, severityLabel(incident.severity.level, lang)],
    [words.figures.scenario, INCIDENT_WORDS[lang].scenario[incident.scenario]],
    [words.figures.commander, incident.commander?.name ?? words.nobody],
    at('detectedAt', incident.detectedAt),
    ...numbers.map(([name, value]): Cell[] => [words.figures[name], value]),
  ];
}

/** The sum as the screen shows it: each axis by the numbers of now, and the level in force, which may lag behind or be a person's. */
function severityOf({ incident: { severity }, situation: { metrics }, lang }: SituationReading): Cell[][] {
  const words = SITUATION_WORDS[lang];
  const { axis, reason, value, threshold, points } = words.columns;
  const now = computeSeverity(severityInputs(metrics));
  const inYuan = (code: string, n: number): number => (code === 'claimed' ? n / YUAN : Math.round(n * 10) / 10);
  return [
    [axis, reason, value, threshold, points],
    ...now.reasons.map((one): Cell[] => [
      INCIDENT_WORDS[lang].axis[one.axis],
      INCIDENT_WORDS[lang].severityCode[one.code as SeverityCode],
      inYuan(one.code, one.value),
      inYuan(one.code, one.threshold),
      one.points,
    ]),
    [words.total(severityLabel(now.severity, lang)), '', '', '', now.points],
    [words.keptLevel, severityLabel(severity.level, lang)],
    ...(severity.override === null
      ? []
      : [[words.byHand(severityLabel(severity.level, lang), severity.override.byName, maskInPlace(severity.override.reason))]]),
  ];
}

function hoursOf({ hours, lang, timeZone }: SituationReading): Cell[][] {
  const words = SITUATION_WORDS[lang];
  return [
    [words.zone(words.columns.hour, timeZone), words.columns.complaints],
    ...hours.map(({ at, count }): Cell[] => [wallTime(at, timeZone), count]),
  ];
}

function placesOf({ situation: { areas, metrics }, lang }: SituationReading): Cell[][] {
  const { columns, placeLevel, figures } = SITUATION_WORDS[lang];
  return [
    [columns.place, columns.level, columns.adcode, columns.complaints],
    ...areas.map(({ name, level, adcode, count }): Cell[] => [name, placeLevel[level], adcode, count]),
    [figures.unlocated, '', '', metrics.unlocated],
  ];
}

function mixesOf({ situation: { channels, demands, metrics }, flags, lang }: SituationReading): Sheet[] {
  const { sheets, columns } = SITUATION_WORDS[lang];
  const values = EXPORT_VALUE_WORDS[lang];
  const emotions = Object.entries(metrics.emotion) as [keyof typeof values.emotion, number][];
  return [
    {
      name: sheets.channels,
      rows: [[columns.channel, columns.complaints], ...channels.map(({ channel, count }): Cell[] => [values.channel[channel], count])],
    },
    {
      name: sheets.demands,
      rows: [
        [columns.demand, columns.complaints, columns.share, columns.change],
        ...demands.map(({ demand, count, share, changeOneHour }): Cell[] => [
          values.demand[demand],
          count,
          percent(share),
          percent(changeOneHour),
        ]),
      ],
    },
    {
      name: sheets.emotions,
      rows: [[columns.emotion, columns.complaints], ...emotions.map(([stage, count]): Cell[] => [values.emotion[stage], count])],
    },
    {
      name: sheets.flags,
      rows: [[columns.flag, columns.complaints], ...flags.map(({ flag, count }): Cell[] => [values.flag[flag], count])],
    },
  ];
}
