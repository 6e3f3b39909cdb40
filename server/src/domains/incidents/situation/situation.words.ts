import type { ExportLang, PlaceLevel } from '@tocsin/shared/complaints';

export type Figure =
  | 'no'
  | 'title'
  | 'state'
  | 'severity'
  | 'scenario'
  | 'commander'
  | 'detectedAt'
  | 'asOf'
  | 'exportedBy'
  | 'posts'
  | 'complaints'
  | 'complainants'
  | 'past'
  | 'lastTen'
  | 'previousTen'
  | 'peakTen'
  | 'baselineTen'
  | 'unanswered'
  | 'unanswered24h'
  | 'repeat'
  | 'safety'
  | 'legal'
  | 'regulator'
  | 'claimed'
  | 'reach'
  | 'located'
  | 'unlocated';

export interface SituationWords {
  sheets: Record<'figures' | 'severity' | 'hours' | 'places' | 'channels' | 'demands' | 'emotions' | 'flags', string>;
  figures: Record<Figure, string>;
  columns: Record<
    | 'figure'
    | 'value'
    | 'axis'
    | 'reason'
    | 'threshold'
    | 'points'
    | 'hour'
    | 'complaints'
    | 'place'
    | 'level'
    | 'adcode'
    | 'channel'
    | 'demand'
    | 'share'
    | 'change'
    | 'emotion'
    | 'flag',
    string
  >;
  placeLevel: Record<PlaceLevel, string>;
  byHand: (level: string, by: string, reason: string) => string;
  total: (level: string) => string;
  keptLevel: string;
  nobody: string;
  zone: (name: string, zone: string) => string;
}

const zh: SituationWords = {
  sheets: {
    figures: '关键指标',
    severity: '级别依据',
    hours: '每小时投诉',
    places: '地区',
    channels: '渠道',
    demands: '诉求',
    emotions: '情绪',
    flags: '风险标记',
  },
  figures: {
    no: '事件编号',
    title: '名称',
    state: '阶段',
    severity: '级别',
    scenario: '场景',
    commander: '总指挥',
    detectedAt: '形成时间',
    asOf: '截至',
    exportedBy: '导出人',
    posts: '累计投诉（件）',
    complaints: '不计匿名转发与往期（件）',
    complainants: '投诉人数（去重）',
    past: '其中往期案件（件）',
    lastTen: '近 10 分钟（件）',
    previousTen: '再前 10 分钟（件）',
    peakTen: '10 分钟峰值（件）',
    baselineTen: '平时 10 分钟（件）',
    unanswered: '未答复（件）',
    unanswered24h: '超过 24 小时未答复（件）',
    repeat: '投诉两次以上（人）',
    safety: '涉及人身安全（件）',
    legal: '涉及法律风险（件）',
    regulator: '涉及监管（件）',
    claimed: '索赔金额（元）',
    reach: '可触达（人次）',
    located: '已识别地区（件）',
    unlocated: '未识别地区（件）',
  },
  columns: {
    figure: '指标',
    value: '数值',
    axis: '维度',
    reason: '依据',
    threshold: '标准',
    points: '计分',
    hour: '小时起',
    complaints: '投诉（件）',
    place: '地区',
    level: '层级',
    adcode: '地区代码',
    channel: '渠道',
    demand: '诉求',
    share: '占比（%）',
    change: '一小时变化（百分点）',
    emotion: '情绪',
    flag: '风险标记',
  },
  placeLevel: { province: '省级', city: '城市', district: '区县', world: '境外', point: '地点' },
  byHand: (level, by, reason) => `${by} 人工改定为${level}：${reason}`,
  total: (level) => `合计（按当前数字为${level}）`,
  keptLevel: '现行级别',
  nobody: '未指定',
  zone: (name, zone) => `${name}（${zone}）`,
};

const en: SituationWords = {
  sheets: {
    figures: 'Key figures',
    severity: 'Severity',
    hours: 'By hour',
    places: 'Places',
    channels: 'Channels',
    demands: 'Demands',
    emotions: 'Emotions',
    flags: 'Marks of risk',
  },
  figures: {
    no: 'Incident no.',
    title: 'Title',
    state: 'Stage',
    severity: 'Severity',
    scenario: 'Scenario',
    commander: 'Commander',
    detectedAt: 'Detected',
    asOf: 'As of',
    exportedBy: 'Exported by',
    posts: 'Complaints in all',
    complaints: 'Without anonymous copies and past cases',
    complainants: 'Complainants (distinct)',
    past: 'Past cases among them',
    lastTen: 'Last 10 min',
    previousTen: '10 min before',
    peakTen: 'Peak of 10 min',
    baselineTen: 'Usual in 10 min',
    unanswered: 'Unanswered',
    unanswered24h: 'Unanswered for over 24 h',
    repeat: 'People who complained twice or more',
    safety: 'Danger to people',
    legal: 'Legal risk',
    regulator: 'Regulator involved',
    claimed: 'Sum claimed (yuan)',
    reach: 'Reach (views)',
    located: 'Place recognised',
    unlocated: 'Place unknown',
  },
  columns: {
    figure: 'Figure',
    value: 'Value',
    axis: 'Axis',
    reason: 'Reason',
    threshold: 'Mark',
    points: 'Points',
    hour: 'Hour from',
    complaints: 'Complaints',
    place: 'Place',
    level: 'Level',
    adcode: 'Region code',
    channel: 'Channel',
    demand: 'Demand',
    share: 'Share (%)',
    change: 'Change in an hour (points)',
    emotion: 'Emotion',
    flag: 'Mark of risk',
  },
  placeLevel: { province: 'Province', city: 'City', district: 'District', world: 'Abroad', point: 'Spot' },
  byHand: (level, by, reason) => `Set to ${level} by ${by}: ${reason}`,
  total: (level) => `Total (${level} by the numbers of now)`,
  keptLevel: 'Severity in force',
  nobody: 'Not assigned',
  zone: (name, zone) => `${name} (${zone})`,
};

export const SITUATION_WORDS: Record<ExportLang, SituationWords> = { zh, en };
