import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { act, cleanup, render, screen } from '@testing-library/react';
import { AUDIT_ACTIONS, type AuditEntry, type AuditName } from '@tocsin/shared/audit';
import { en } from '../../lib/i18n/en/index.js';
import { startI18n } from '../../lib/i18n/index.js';
import { zhCN } from '../../lib/i18n/zh-CN/index.js';
import { prefs, type Lang } from '../../lib/prefs.js';
import { EntrySaid } from './entry-view.js';

const PERSON = '019a0000-0000-7000-8000-000000000001';
const OTHER = '019a0000-0000-7000-8000-000000000002';
const GROUP = '019a0000-0000-7000-8000-000000000003';
const NAMES: Record<string, AuditName> = {
  [PERSON]: { type: 'user', name: '林岚' },
  [OTHER]: { type: 'user', name: '周正' },
  [GROUP]: { type: 'group', name: '充电 · 鼓包' },
};
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}/;

beforeAll(() => void startI18n({ 'zh-CN': zhCN, en }));
afterEach(cleanup);

const entry = (action: string, more: Partial<AuditEntry> = {}): AuditEntry => ({
  ...{ seq: 1, at: '2026-01-02T03:04:05.000Z', actor: { kind: 'user', id: PERSON, name: '林岚' }, action, detail: {}, requestId: null },
  ...{ subject: { type: 'user', id: PERSON }, prevHash: '00', hash: '01' },
  ...more,
});
function said(lang: Lang, one: AuditEntry): string {
  act(() => prefs.set({ lang }));
  const { container, unmount } = render(<EntrySaid entry={one} names={NAMES} />);
  const text = container.textContent;
  unmount();
  return text;
}

describe.each(['zh-CN', 'en'] as const)('in %s', (lang) => {
  it.each(AUDIT_ACTIONS)('%s is a sentence without a code, an id or a hole', (action) => {
    for (const subject of [{ type: 'user', id: PERSON }, { type: 'complaint', id: '019a0000-0000-7000-8000-0000000000ff' }, null]) {
      const text = said(lang, entry(action, { subject }));
      expect(text).toMatch(lang === 'en' ? /[a-z]{3}/ : /\p{Script=Han}{2}/u);
      expect(text).not.toContain(action);
      expect(text).not.toMatch(UUID);
      expect(text).not.toMatch(/\{\{|\bundefined\b|\bnull\b|sentence\./);
    }
  });
});

it('shows old → new in words, people by name and the reason', () => {
  const commander = entry('incident.commander-assigned', {
    subject: { type: 'incident', id: '019a0000-0000-7000-8000-000000000009' },
    detail: { no: 'INC-2026-0007', from: null, to: OTHER },
  });
  expect(said('zh-CN', commander)).toMatch(/INC-2026-0007.*无.*→.*周正/);
  const severity = entry('incident.severity-changed', { detail: { from: 'S3', to: 'S1', reason: '有人受伤' } });
  expect(said('zh-CN', severity)).toMatch(/Ⅲ级 较大.*→.*Ⅰ级 特别重大.*理由：有人受伤/);
  const roles = entry('user.changed', {
    detail: { roles: { from: ['agent'], to: ['agent', 'admin'] }, brands: { from: ['甲'], to: null } },
  });
  expect(said('zh-CN', roles)).toMatch(/角色.*客服专员.*→.*客服专员、管理员.*品牌.*甲.*→.*全部品牌/);
  const policy = entry('policy.detection-changed', {
    subject: { type: 'policy', id: 'detection' },
    detail: { from: { burst: 20, windowMinutes: 60, criticalRisk: true }, to: { burst: 30, windowMinutes: 60, criticalRisk: false } },
  });
  expect(said('en', policy)).toMatch(/Burst.*20.*→.*30.*One grave risk is enough.*yes.*→.*no/);
  expect(said('en', policy)).not.toContain('Window');
});

it('tells the two wordings of one action apart, and names the ends of a move', () => {
  const move = {
    subject: { type: 'group', id: GROUP },
    detail: { kind: 'merge', from: GROUP, into: '019a0000-0000-7000-8000-0000000000aa' },
  };
  expect(said('zh-CN', entry('group.merge', move))).toBe('把聚类 “充电 · 鼓包” 并入 （已不存在的聚类）');
  expect(said('zh-CN', entry('group.lock', { ...move, detail: { kind: 'unlock' } }))).toBe('解锁聚类 “充电 · 鼓包”');
  expect(
    said('zh-CN', entry('complaint.exported', { subject: null, detail: { personal: 'revealed', complaints: 1200, reason: '调取' } })),
  ).toMatch(/导出投诉（含个人信息）理由：调取含个人信息：是 · 投诉件数：1,200/);
});

it('tells a wall link that took the place of another, and one that ended with its key, from the others', () => {
  const link = (action: string, detail: object): AuditEntry =>
    entry(action, { subject: { type: 'wall', id: '019a0000-0000-7000-8000-0000000000ab' }, detail: { name: '三楼', ...detail } });
  expect(said('en', link('wall.created', {}))).toBe('created the wall link “三楼”');
  expect(said('en', link('wall.created', { replaces: OTHER }))).toBe('created the wall link “三楼” in place of an older one');
  expect(said('zh-CN', link('wall.revoked', { withKey: OTHER, keyName: '大屏机' }))).toBe(
    '随创建它的 API 密钥一并吊销大屏链接 “三楼”API 密钥：大屏机',
  );
});

it('says of a restored database the moment, what ended and whether access was kept', () => {
  const detail = { asOf: '2026-01-02T03:00:00.000Z', base: '20260101T000000000Z', sessions: 3, apiKeys: 2, wallLinks: 1, invitations: 4 };
  const restored = (more: object): AuditEntry =>
    entry('database.restored', {
      actor: { kind: 'system', id: null, name: 'system' },
      subject: null,
      detail: { ...detail, accessKept: false, activeAccounts: 7, ...more },
    });
  const en = said('en', restored({}));
  expect(en).toMatch(/^restored the database to an earlier moment from a backup/);
  expect(en).toMatch(
    /Moment asked for: .*2026.*Keys, links and invitations kept: no.*Sign-ins ended: 3 · API keys ended: 2 · Wall links ended: 1/,
  );
  expect(said('zh-CN', restored({ asOf: null }))).toMatch(/^用备份把数据库恢复到最后归档的时刻.*收回的邀请数：4/);
  expect(said('zh-CN', restored({ accessKept: true }))).toContain('保留密钥、链接和邀请：是');
});

it('says so of an action that this console does not know yet', () => {
  act(() => prefs.set({ lang: 'zh-CN' }));
  render(<EntrySaid entry={entry('case.sealed')} names={{}} />);
  expect(screen.getByText('记录了一个较新的动作 case.sealed')).toBeDefined();
});
