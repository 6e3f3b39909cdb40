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
  // jsdom measures nothing; the tooltip only wants to be told when something changes its size.
  globalThis.ResizeObserver ??= class {
    observe(): void {}
    unobserve(): void {}
    disconnect(): void {}
  };
  prefs.set({ lang: 'zh-CN' });
  startI18n({ 'zh-CN': zhCN, en });
});
afterEach(() => {
  cleanup();
  readOnly.set(null);
});

const described = (button: HTMLElement): string =>
  (button.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent ?? '')
    .join(' ');

it('that is blocked can be reached by keyboard and shows why; it keeps the focus as that changes', async () => {
  const pressed: string[] = [];
  const button = (why: string | null) => (
    <Button blockedBy={why} onClick={() => pressed.push('save')}>
      保存
    </Button>
  );
  const { rerender } = render(button('请填写名称'));
  const save = screen.getByRole('button', { name: '保存' });
  expect(described(save)).toBe('请填写名称');
  act(() => save.focus());
  expect((await screen.findByRole('tooltip')).textContent).toBe('请填写名称');
  fireEvent.click(save);
  expect(pressed).toEqual([]);
  rerender(button(null));
  expect(document.activeElement).toBe(screen.getByRole('button', { name: '保存' }));
  expect(screen.getByRole('button', { name: '保存' }).getAttribute('aria-describedby')).toBeNull();
  fireEvent.click(document.activeElement as HTMLElement);
  expect(pressed).toEqual(['save']);
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
  expect([declare.getAttribute('aria-disabled'), described(declare)]).toEqual(['true', '已离线，当前只读；恢复连接后可用']);
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
  expect(described(screen.getByRole('button', { name: '立项' }))).toContain('密钥丢失或不符');
});
