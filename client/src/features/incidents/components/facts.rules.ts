import { SEVERITY_NUMERAL, type IncidentDetail } from '@tocsin/shared/incidents';
import type { TFunction } from 'i18next';

export type FactsT = TFunction<['incidents', 'domain']>;

/** What can be said of an incident at one moment: every number is of the same reading, and the moment says in which zone. */
export function factsOf(incident: IncidentDetail, t: FactsT, lang: string, zone: string): string {
  const { metrics, severity } = incident;
  const n = (value: number): string => new Intl.NumberFormat(lang).format(value);
  const at = new Intl.DateTimeFormat(lang, { timeZone: zone, hourCycle: 'h23', dateStyle: 'medium', timeStyle: 'short' });
  const level = t('domain:severityLabel', { numeral: SEVERITY_NUMERAL[severity.level], word: t(`domain:severity.${severity.level}`) });
  return [
    t('facts.asOf', { at: at.format(new Date(metrics.at)), zone }),
    t('facts.head', { no: incident.no, title: incident.title, level, state: t(`domain:incidentState.${incident.state}`) }),
    t('facts.numbers', {
      posts: n(metrics.posts),
      complaints: n(metrics.complaints),
      people: n(metrics.complainants),
      lastTen: n(metrics.lastTenMinutes),
    }),
    t('facts.harm', { safety: n(metrics.safety), legal: n(metrics.legal) }),
    t('facts.open', { unanswered: n(metrics.unanswered), late: n(metrics.unanswered24h) }),
    t('facts.lead', { name: incident.commander?.name ?? t('commander.nobody') }),
  ].join('\n');
}
