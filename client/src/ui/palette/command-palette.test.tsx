import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { zhCN } from '../../lib/i18n/zh-CN/index.js';
import { en } from '../../lib/i18n/en/index.js';
import { startI18n } from '../../lib/i18n/index.js';
import { prefs } from '../../lib/prefs.js';
import { CommandPalette } from './command-palette.js';
import type { PaletteEntry } from './entry.js';

const ran: string[] = [];
const asked: string[] = [];
const entry = (label: string, kind: PaletteEntry['kind'] = 'page'): PaletteEntry => ({
  id: label,
  kind,
  label,
  run: () => void ran.push(label),
});
const ENTRIES = [entry('重新聚类'), entry('聚类'), entry('电池鼓包', 'incident'), entry('收件箱')];

beforeAll(() => {
  prefs.set({ lang: 'zh-CN' });
  startI18n({ 'zh-CN': zhCN, en });
  // jsdom has no modal dialogs.
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function () {
    this.open = false;
  };
});
beforeEach(() => {
  ran.length = 0;
  asked.length = 0;
});
afterEach(cleanup);

const open = async (entries: readonly PaletteEntry[] = ENTRIES, onClose = (): void => undefined) => {
  const props = { onClose, onQuery: (q: string) => void asked.push(q), onSearch: (q: string) => void ran.push(`search ${q}`) };
  const shown = render(<CommandPalette entries={entries} {...props} />);
  await act(() => import('./pinyin.js'));
  return { again: (next: readonly PaletteEntry[]) => shown.rerender(<CommandPalette entries={next} {...props} />) };
};
const box = (): HTMLElement => screen.getByRole('combobox');
const type = (value: string): boolean => fireEvent.change(box(), { target: { value } });
const press = (key: string, init: object = {}): boolean => fireEvent.keyDown(box(), { key, ...init });
const rows = (): string[] => screen.getAllByRole('option').map((row) => row.querySelector('.clip')?.textContent ?? '');
const chosen = (): string => screen.getByRole('option', { selected: true }).querySelector('.clip')?.textContent ?? '';

describe('the palette', () => {
  it('chooses the best answer, and Enter takes it', async () => {
    await open();
    type('聚类');
    expect(rows()).toEqual(['聚类', '重新聚类', '在投诉与事件中搜索“聚类”']);
    expect(chosen()).toBe('聚类');
    expect(box().getAttribute('aria-activedescendant')).toBe(screen.getByRole('option', { selected: true }).id);
    press('Enter');
    expect(ran).toEqual(['聚类']);
  });

  it('chooses the best answer anew when a better one comes in, but leaves a choice that was made', async () => {
    const { again } = await open([entry('重新聚类')]);
    type('聚类');
    expect(chosen()).toBe('重新聚类');
    again(ENTRIES);
    expect(chosen()).toBe('聚类');
    press('ArrowDown');
    expect(chosen()).toBe('重新聚类');
    again([entry('聚类组'), ...ENTRIES]);
    expect(chosen()).toBe('重新聚类');
    press('Enter');
    expect(ran).toEqual(['重新聚类']);
  });

  it('offers the full search when nothing answers, and takes that', async () => {
    await open();
    type('没有的东西');
    expect(rows()).toEqual(['在投诉与事件中搜索“没有的东西”']);
    press('Enter');
    expect(ran).toEqual(['search 没有的东西']);
  });

  it('does nothing while an input method composes, and the Enter that ends composing takes nothing', async () => {
    const onClose = jest.fn();
    await open(ENTRIES, onClose);
    fireEvent.compositionStart(box());
    for (const letters of ['d', 'di', 'dian', 'dian chi']) type(letters);
    press('ArrowDown');
    press('Enter', { isComposing: true });
    press('Enter', { keyCode: 229 });
    fireEvent(screen.getByRole('dialog'), new Event('cancel', { cancelable: true }));
    expect([asked, ran, onClose.mock.calls]).toEqual([[], [], []]);
    type('电池');
    fireEvent.compositionEnd(box());
    // Some browsers send the Enter after the composition has ended, marked by its code alone.
    press('Enter', { keyCode: 229 });
    expect([asked, ran]).toEqual([['电池'], []]);
    expect(chosen()).toBe('电池鼓包');
    press('Enter');
    expect(ran).toEqual(['电池鼓包']);
  });
});
