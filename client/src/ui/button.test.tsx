import { afterEach, beforeAll, expect, it } from '@jest/globals';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { en } from '../lib/i18n/en/index.js';
import { startI18n } from '../lib/i18n/index.js';
import { zhCN } from '../lib/i18n/zh-CN/index.js';
import { prefs } from '../lib/prefs.js';
import { readOnly } from '../lib/read-only.js';
import { Button } from './button.js';
import { ReadOnlyBanner } from './read-only-banner.js';

beforeAll(() => {
  prefs.set({ lang: 'zh-CN' });
  startI18n({ 'zh-CN': zhCN, en });
});
afterEach(() => {
  cleanup();
  readOnly.set(null);
});

it('that writes says why it cannot while the page is read-only, and comes back', () => {
  const pressed: string[] = [];
  render(
    <>
      <Button writes onClick={() => pressed.push('declare')}>
        立项
      </Button>
      <Button onClick={() => pressed.push('look')}>查看</Button>
    </>,
  );
  const declare = screen.getByRole('button', { name: '立项' });
  act(() => readOnly.set('offline'));
  fireEvent.click(declare);
  fireEvent.click(screen.getByRole('button', { name: '查看' }));
  expect(pressed).toEqual(['look']);
  expect([declare.getAttribute('aria-disabled'), declare.title]).toEqual(['true', '已离线，当前只读；恢复连接后可用']);
  act(() => readOnly.set(null));
  fireEvent.click(declare);
  expect(pressed).toEqual(['look', 'declare']);
  expect(declare.getAttribute('aria-disabled')).toBeNull();
});

it('says what the server cannot do and what an administrator must do', () => {
  render(
    <>
      <ReadOnlyBanner cause="secret-wrong" />
      <Button writes>立项</Button>
    </>,
  );
  act(() => readOnly.set('server'));
  expect(screen.getByRole('alert').textContent).toMatch(/密钥与数据不符.*不能登记.*管理员/);
  expect(screen.getByRole('button', { name: '立项' }).title).toContain('密钥丢失或不符');
});
