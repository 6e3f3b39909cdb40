import type { ExportLang } from '../complaints/export.dictionary.js';
import type { Scenario } from './incidents.contract.js';
import type { IncidentState, Severity, SeverityReason } from './incidents.rules.js';

/** What the points of a severity are given for. */
export const SEVERITY_CODES = [
  'complainants',
  'safety',
  'legal',
  'claimed',
  'per-ten-minutes',
  'times-baseline',
  'exposed',
  'audience',
] as const;
export type SeverityCode = (typeof SEVERITY_CODES)[number];

export interface IncidentWords {
  severity: Record<Severity, string>;
  state: Record<IncidentState, string>;
  scenario: Record<Scenario, string>;
  axis: Record<SeverityReason['axis'], string>;
  severityCode: Record<SeverityCode, string>;
}

/** The words of incidents, for the console and for the files that leave it. */
export const INCIDENT_WORDS: Record<ExportLang, IncidentWords> = {
  zh: {
    severity: { S1: '特别重大', S2: '重大', S3: '较大', S4: '一般' },
    state: {
      detected: '疑似',
      declared: '已立项',
      responding: '处置中',
      monitoring: '观察中',
      resolved: '已平息',
      reviewed: '已复盘',
      dismissed: '已排除',
    },
    scenario: {
      product_defect: '产品缺陷',
      service_delay: '服务延误',
      rights_dispute: '权益纠纷',
      service_attitude: '服务态度',
      policy_change: '政策变更',
      public_opinion: '社会舆情',
      other: '其他',
    },
    axis: { reach: '波及面', harm: '危害', velocity: '增速', exposure: '曝光' },
    severityCode: {
      complainants: '投诉人数',
      safety: '涉及安全的投诉',
      legal: '涉及法律风险的投诉',
      claimed: '索赔金额（元）',
      'per-ten-minutes': '近 10 分钟投诉',
      'times-baseline': '为平时的倍数',
      exposed: '已公开曝光的投诉',
      audience: '可触达人数',
    },
  },
  en: {
    severity: { S1: 'Critical', S2: 'Major', S3: 'Serious', S4: 'Minor' },
    state: {
      detected: 'Detected',
      declared: 'Declared',
      responding: 'Responding',
      monitoring: 'Monitoring',
      resolved: 'Resolved',
      reviewed: 'Reviewed',
      dismissed: 'Dismissed',
    },
    scenario: {
      product_defect: 'Product defect',
      service_delay: 'Service delay',
      rights_dispute: 'Rights dispute',
      service_attitude: 'Service attitude',
      policy_change: 'Policy change',
      public_opinion: 'Public-opinion event',
      other: 'Other',
    },
    axis: { reach: 'Reach', harm: 'Harm', velocity: 'Velocity', exposure: 'Exposure' },
    severityCode: {
      complainants: 'Complainants',
      safety: 'Complaints about safety',
      legal: 'Complaints with legal risk',
      claimed: 'Sum claimed (yuan)',
      'per-ten-minutes': 'Complaints in the last 10 min',
      'times-baseline': 'Times the usual rate',
      exposed: 'Complaints made public',
      audience: 'People reached',
    },
  },
};

export const SEVERITY_NUMERAL = { S1: 'Ⅰ', S2: 'Ⅱ', S3: 'Ⅲ', S4: 'Ⅳ' } as const;
const LABEL = {
  zh: (numeral: string, word: string) => `${numeral}级 ${word}`,
  en: (numeral: string, word: string) => `${numeral} ${word}`,
};

/** `Ⅰ级 特别重大`, as every screen writes it. */
export const severityLabel = (level: Severity, lang: ExportLang): string =>
  LABEL[lang](SEVERITY_NUMERAL[level], INCIDENT_WORDS[lang].severity[level]);
