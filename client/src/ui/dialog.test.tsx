import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { act, cleanup, fireEvent, render } from '@testing-library/react';
import { useState } from 'react';
import { en } from '../lib/i18n/en/index.js';
import { startI18n } from '../lib/i18n/index.js';
import { zhCN } from '../lib/i18n/zh-CN/index.js';
import { prefs } from '../lib/prefs.js';
import { ConfirmDialog } from './dialog.js';

let closed = 0;

function Form() {
  const [text, setText] = useState('');
  return (
    <ConfirmDialog
      open
      onClose={() => (closed += 1)}
      onConfirm={() => undefined}
      title="记一笔"
      consequence="写入时间线"
      confirmLabel="写入"
    >
      <textarea aria-label="内容" value={text} onChange={(event) => setText(event.target.value)} />
      <input aria-label="原名" defaultValue="原来的名字" />
    </ConfirmDialog>
  );
}

beforeAll(() => {
  prefs.set({ lang: 'zh-CN' });
  startI18n({ 'zh-CN': zhCN, en });
  // jsdom knows the element and not its methods.
  HTMLDialogElement.prototype.showModal ??= function open(this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close ??= function close(this: HTMLDialogElement) {
    this.open = false;
  };
});
function show(): void {
  closed = 0;
  render(<Form />);
}
afterEach(() => cleanup());

const dialog = (): HTMLDialogElement => document.querySelector('dialog') as HTMLDialogElement;
const area = (): HTMLTextAreaElement => dialog().querySelector('textarea') as HTMLTextAreaElement;
const buttons = (): HTMLButtonElement[] => [...dialog().querySelectorAll('button')];
const escape = (): boolean => fireEvent.keyDown(area(), { key: 'Escape' });
const outside = (): boolean => fireEvent.mouseDown(dialog());
function type(text: string): void {
  act(() => area().focus());
  fireEvent.change(area(), { target: { value: text } });
}
const asks = (): boolean => dialog().querySelector('.dialog__discard') !== null;

describe('a dialog', () => {
  it('closes at once while nothing was typed', () => {
    show();
    escape();
    outside();
    expect([closed, asks()]).toEqual([2, false]);
  });

  it('asks before it drops what was typed, and keeps it by default', () => {
    show();
    type('客户要求今天回电');
    escape();
    expect([closed, asks()]).toEqual([0, true]);
    escape();
    expect([closed, asks(), area().value]).toEqual([0, false, '客户要求今天回电']);
    outside();
    expect([closed, asks()]).toEqual([0, true]);
    outside();
    expect([closed, asks()]).toEqual([0, true]);
    const discard = buttons().at(-1);
    act(() => discard?.click());
    expect(closed).toBe(1);
  });

  it('counts only spaces, or what stood there before, as nothing', () => {
    show();
    type('   ');
    escape();
    expect(closed).toBe(1);
  });
});
