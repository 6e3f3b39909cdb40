import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { prefs } from '../../lib/prefs.js';
import { startI18n } from '../../lib/i18n/index.js';
import { en } from '../../lib/i18n/en/index.js';
import { zhCN } from '../../lib/i18n/zh-CN/index.js';
import { startHotkeys } from '../hotkeys/index.js';
import { Feed } from './feed.js';

const draw = (ids: string[], follow = false) => <Feed label="投诉流" items={ids} idOf={(id) => id} render={(id) => id} follow={follow} />;
const shown = (): string[] => screen.queryAllByRole('listitem').map((item) => item.textContent ?? '');

beforeAll(() => {
  prefs.set({ lang: 'zh-CN' });
  startI18n({ 'zh-CN': zhCN, en });
  Element.prototype.scrollTo = () => undefined;
});
afterEach(cleanup);

describe('feed', () => {
  it('never moves by itself: new items wait behind a bar until it is pressed', () => {
    const { rerender } = render(draw(['b', 'a']));
    rerender(draw(['d', 'c', 'b', 'a']));
    expect(shown()).toEqual(['b', 'a']);
    fireEvent.click(screen.getByText('↑ 2 条新内容（按 . 刷新到最新）'));
    expect(shown()).toEqual(['d', 'c', 'b', 'a']);
    expect(screen.queryByText(/条新内容/)).toBeNull();
  });

  it('comes up to date on the full stop key', () => {
    const stop = startHotkeys();
    const { rerender } = render(draw(['a']));
    rerender(draw(['b', 'a']));
    fireEvent.keyDown(document.body, { key: '.' });
    expect(shown()).toEqual(['b', 'a']);
    stop();
  });

  it('fills itself when it was empty', () => {
    const { rerender } = render(draw([]));
    rerender(draw(['a']));
    expect(shown()).toEqual(['a']);
  });

  it('follows on a wall, but not while somebody points at it', () => {
    const { rerender } = render(draw(['a'], true));
    rerender(draw(['b', 'a'], true));
    expect(shown()).toEqual(['b', 'a']);
    fireEvent.pointerEnter(screen.getByRole('log'));
    rerender(draw(['c', 'b', 'a'], true));
    expect(shown()).toEqual(['b', 'a']);
  });
});
