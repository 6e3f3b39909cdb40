import { describe, expect, it } from '@jest/globals';
import type { IncidentDetail } from '@tocsin/shared/incidents';
import { createInstance } from 'i18next';
import { en } from '../../../lib/i18n/en/index.js';
import { zhCN } from '../../../lib/i18n/zh-CN/index.js';
import { factsOf, type FactsT } from './facts.rules.js';

const incident = {
  no: 'INC-2026-0042',
  title: '燃气灶爆炸',
  state: 'responding',
  severity: { level: 'S1' },
  commander: null,
  metrics: {
    ...{ at: '2026-11-22T06:00:00.000Z', posts: 1_300, complaints: 1_234, complainants: 987, lastTenMinutes: 12 },
    ...{ safety: 7, legal: 3, unanswered: 400, unanswered24h: 5 },
  },
} as unknown as IncidentDetail;

async function told(lang: 'zh-CN' | 'en'): Promise<string> {
  const i18n = createInstance();
  await i18n.init({ lng: lang, resources: { 'zh-CN': zhCN, en }, interpolation: { escapeValue: false } });
  return factsOf(incident, i18n.getFixedT(lang, ['incidents', 'domain']) as FactsT, lang, 'Asia/Shanghai');
}

describe('the block of facts', () => {
  it('says the moment with its zone and all numbers of it, in both languages', async () => {
    const zh = await told('zh-CN');
    expect(zh).toContain('截至 2026年11月22日 14:00（Asia/Shanghai）');
    for (const part of [
      'INC-2026-0042《燃气灶爆炸》',
      '特别重大',
      '累计投诉 1,300 件',
      '往期 1,234 件',
      '987 人',
      '人身安全 7 件',
      '超过 24 小时 5 件',
      '未指定',
    ])
      expect(zh).toContain(part);
    const english = await told('en');
    for (const part of [
      'As of Nov 22, 2026, 14:00 (Asia/Shanghai)',
      '1,300 complaints in all, 1,234 without',
      '7 tell of danger',
      'not assigned',
    ])
      expect(english).toContain(part);
    expect(`${zh}${english}`).not.toContain('{{');
  });
});
