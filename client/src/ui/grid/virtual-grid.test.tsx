import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { prefs } from '../../lib/prefs.js';
import { startI18n } from '../../lib/i18n/index.js';
import { en } from '../../lib/i18n/en/index.js';
import { zhCN } from '../../lib/i18n/zh-CN/index.js';
import { NOTHING, SelectionBar, VirtualGrid } from './index.js';
import type { GridColumn, GridSelection } from './index.js';

interface Item {
  id: string;
  text: string;
}
const items: Item[] = Array.from({ length: 300 }, (_, i) => ({ id: `c${i}`, text: `投诉 ${i}` }));
const columns: GridColumn<Item>[] = [{ id: 'text', header: '摘要', width: '1fr', cell: (item) => item.text }];
const idOf = (item: Item): string => item.id;

beforeAll(() => {
  prefs.set({ lang: 'zh-CN' });
  startI18n({ 'zh-CN': zhCN, en });
  // jsdom lays nothing out: the grid is told it is 400 px high.
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, value: 400 });
  Object.defineProperty(HTMLElement.prototype, 'clientWidth', { configurable: true, value: 800 });
  Element.prototype.scrollTo = () => undefined;
});
afterEach(cleanup);

function Harness({ opened }: { opened: string[] }) {
  const [selection, setSelection] = useState<GridSelection>(NOTHING);
  const [active, setActive] = useState<string | null>(null);
  return (
    <>
      <SelectionBar selection={selection} onChange={setSelection} loaded={items.length} total={1_284}>
        <span />
      </SelectionBar>
      <VirtualGrid
        label="投诉列表"
        rows={items}
        rowId={idOf}
        columns={columns}
        total={1_284}
        selection={selection}
        onSelectionChange={setSelection}
        activeId={active}
        onActiveChange={setActive}
        onOpen={(item) => opened.push(item.id)}
      />
    </>
  );
}

/** Focus follows a move in the next frame. */
const frame = (): Promise<void> => act(() => new Promise<void>((done) => requestAnimationFrame(() => done())));
const rows = (): HTMLElement[] => screen.getAllByRole('row').filter((row) => row.dataset['row'] !== undefined);

describe('virtual grid', () => {
  it('draws only what is near, but says how many rows there are', () => {
    render(<Harness opened={[]} />);
    expect(rows().length).toBeLessThan(40);
    expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('1285');
    expect(rows()[0]?.getAttribute('aria-rowindex')).toBe('2');
  });

  it('has one tab stop, moved by the arrows, and opens on Enter', async () => {
    const opened: string[] = [];
    render(<Harness opened={opened} />);
    const first = rows()[0] as HTMLElement;
    expect(rows().filter((row) => row.tabIndex === 0)).toEqual([first]);
    act(() => first.focus());
    fireEvent.keyDown(first, { key: 'ArrowDown' });
    await frame();
    const second = rows()[1] as HTMLElement;
    expect(second.tabIndex).toBe(0);
    expect(document.activeElement).toBe(second);
    fireEvent.keyDown(second, { key: 'Enter' });
    expect(opened).toEqual(['c1']);
  });

  it('keeps the focused row mounted when the list is far away from it', async () => {
    render(<Harness opened={[]} />);
    const first = rows()[0] as HTMLElement;
    fireEvent.keyDown(first, { key: 'End' });
    await frame();
    expect(rows().some((row) => row.dataset['row'] === '299')).toBe(true);
  });

  it('ticks with Space and offers everything that matches once all loaded rows are ticked', () => {
    render(<Harness opened={[]} />);
    fireEvent.keyDown(rows()[0] as HTMLElement, { key: ' ' });
    expect(screen.getByText('已选 1 件')).toBeTruthy();
    fireEvent.click(screen.getByLabelText('选择已载入的全部'));
    expect(screen.getByText('已选 300 件')).toBeTruthy();
    fireEvent.click(screen.getByText('选中全部 1284 件符合筛选'));
    expect(screen.getByText('已选中全部 1284 件符合筛选')).toBeTruthy();
    expect(rows().every((row) => row.getAttribute('aria-selected') === 'true')).toBe(true);
  });
});
