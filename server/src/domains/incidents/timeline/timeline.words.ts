import type { ExportLang } from '@tocsin/shared/complaints';
import type { LiveEventType } from '@tocsin/shared/live';

export const COLUMNS = ['no', 'occurredAt', 'recordedAt', 'what', 'from', 'to', 'text', 'who', 'key'] as const;
type Column = (typeof COLUMNS)[number];
/** Told on other streams, never on the timeline of an incident. */
type Elsewhere = 'policy.detection-changed' | 'access.changed' | 'attention.changed';
export type TimelineType = Exclude<LiveEventType, Elsewhere>;

export interface TimelineWords {
  sheet: string;
  columns: Record<Column, string>;
  zone: (name: string, zone: string) => string;
  asOf: string;
  events: Record<TimelineType, string>;
  milestones: Record<'complainants' | 'velocity-warning' | 'velocity-critical' | 'velocity-normal' | 'area' | 'safety', string>;
  engine: string;
  yes: string;
  moved: (complaints: number) => string;
}

const zh: TimelineWords = {
  sheet: '时间线',
  columns: {
    no: '序号',
    occurredAt: '发生时间',
    recordedAt: '记录时间',
    what: '事项',
    from: '从',
    to: '到',
    text: '内容或理由',
    who: '操作者',
    key: '关键时刻',
  },
  zone: (name, zone) => `${name}（${zone}）`,
  asOf: '截至',
  events: {
    'incident.detected': '形成疑似群体事件',
    'incident.declared': '立项',
    'incident.moved': '推进阶段',
    'incident.severity-changed': '变更级别',
    'incident.renamed': '改名',
    'incident.commander-assigned': '更换总指挥',
    'incident.milestone': '信号',
    'incident.regrouped': '事件内的投诉重新归类',
    'note.added': '记录',
    'group.merged': '合并聚类',
    'group.split': '拆分聚类',
    'group.moved': '移动投诉',
    'group.locked': '锁定聚类',
    'group.unlocked': '解锁聚类',
    'group.move-undone': '撤销归类操作',
    'group.reclustered': '重新聚类',
    'complaint.validity-judged': '判定投诉有效性',
    'complaint.status-changed': '投诉状态变化',
    'complaint.complainant-spoke': '投诉人补充、撤回或评价',
  },
  milestones: {
    complainants: '投诉人数达到',
    'velocity-warning': '增速越过预警线（件 / 10 分）',
    'velocity-critical': '增速越过升级临界线（件 / 10 分）',
    'velocity-normal': '增速回到正常（件 / 10 分）',
    area: '波及地区达到',
    safety: '出现涉及人身安全的投诉',
  },
  engine: '系统',
  yes: '是',
  moved: (n) => `${n} 件`,
};

const en: TimelineWords = {
  sheet: 'Timeline',
  columns: {
    no: 'No.',
    occurredAt: 'Happened',
    recordedAt: 'Recorded',
    what: 'What',
    from: 'From',
    to: 'To',
    text: 'Words or reason',
    who: 'By',
    key: 'Key moment',
  },
  zone: (name, zone) => `${name} (${zone})`,
  asOf: 'As of',
  events: {
    'incident.detected': 'suspected incident raised',
    'incident.declared': 'declared',
    'incident.moved': 'stage changed',
    'incident.severity-changed': 'severity changed',
    'incident.renamed': 'renamed',
    'incident.commander-assigned': 'commander changed',
    'incident.milestone': 'signal',
    'incident.regrouped': 'complaints of the incident regrouped',
    'note.added': 'note',
    'group.merged': 'groups merged',
    'group.split': 'group split',
    'group.moved': 'complaints moved',
    'group.locked': 'group locked',
    'group.unlocked': 'group unlocked',
    'group.move-undone': 'regrouping undone',
    'group.reclustered': 'clustered anew',
    'complaint.validity-judged': 'validity of a complaint judged',
    'complaint.status-changed': 'status of a complaint changed',
    'complaint.complainant-spoke': 'complainant added, withdrew or rated',
  },
  milestones: {
    complainants: 'complainants reached',
    'velocity-warning': 'velocity above warning (per 10 min)',
    'velocity-critical': 'velocity above critical (per 10 min)',
    'velocity-normal': 'velocity back to normal (per 10 min)',
    area: 'areas reached',
    safety: 'complaints of danger to people',
  },
  engine: 'system',
  yes: 'yes',
  moved: (n) => `complaints: ${n}`,
};

export const TIMELINE_WORDS: Record<ExportLang, TimelineWords> = { zh, en };
