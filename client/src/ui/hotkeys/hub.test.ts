import { afterEach, describe, expect, it } from '@jest/globals';
import { prefs } from '../../lib/prefs.js';
import { handleKey, hotkeys } from './hub.js';
import type { Command } from './hub.js';

const stops: (() => void)[] = [];
const ran: string[] = [];
const command = (id: string, keys: string): Command => ({ id, keys, label: id, group: 'global', run: () => void ran.push(id) });
const push = (commands: Command[], modal = false): void => void stops.push(hotkeys.push(commands, modal));
let clock = 1_000;

function press(key: string, init: KeyboardEventInit = {}, target: EventTarget = document.body): void {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init });
  const listen = (e: Event): void => handleKey(e as KeyboardEvent, clock);
  document.addEventListener('keydown', listen);
  target.dispatchEvent(event);
  document.removeEventListener('keydown', listen);
}

afterEach(() => {
  while (stops.length > 0) stops.pop()?.();
  ran.length = 0;
  clock += 10_000;
  prefs.set({ hotkeys: true });
  document.body.replaceChildren();
});

describe('hotkey hub', () => {
  it('runs the sequence and not the single key it ends with', () => {
    push([command('single', 's'), command('sequence', 'g s')]);
    press('g');
    press('s');
    expect(ran).toEqual(['sequence']);
  });

  it('forgets the prefix after 700 ms', () => {
    push([command('single', 's'), command('sequence', 'g s')]);
    press('g');
    clock += 701;
    press('s');
    expect(ran).toEqual(['single']);
  });

  it('swallows a single key right after a prefix that leads nowhere', () => {
    push([command('single', 'x'), command('sequence', 'g s')]);
    press('g');
    press('x');
    press('x');
    expect(ran).toEqual(['single']);
  });

  it('leaves typing alone but keeps the palette key', () => {
    push([command('single', 'j'), command('palette', '$mod+k')]);
    const input = document.body.appendChild(document.createElement('input'));
    press('j', {}, input);
    press('k', { ctrlKey: true }, input);
    expect(ran).toEqual(['palette']);
  });

  it('ignores keys an input method is composing with', () => {
    push([command('single', 'j')]);
    press('j', { isComposing: true });
    press('j', { keyCode: 229 } as KeyboardEventInit);
    expect(ran).toEqual([]);
  });

  it('rests single keys and sequences when switched off, but not the ones with Ctrl', () => {
    prefs.set({ hotkeys: false });
    push([command('single', 'j'), command('sequence', 'g s'), command('palette', '$mod+k')]);
    press('j');
    press('g');
    press('s');
    press('k', { ctrlKey: true });
    expect(ran).toEqual(['palette']);
  });

  it('lets the newest scope win and gives the key back when it leaves', () => {
    push([command('below', 'j')]);
    const leave = hotkeys.push([command('above', 'j')]);
    press('j');
    leave();
    press('j');
    expect(ran).toEqual(['above', 'below']);
  });

  it('hides everything under a modal scope', () => {
    push([command('below', 'j')]);
    push([command('modal', 'Escape')], true);
    press('j');
    press('Escape');
    expect(ran).toEqual(['modal']);
    expect(hotkeys.active().map((c) => c.id)).toEqual(['modal']);
  });

  it('leaves Esc to a popup above, and to a field with text in it', () => {
    push([command('close', 'Escape')]);
    const popup = document.body.appendChild(document.createElement('div'));
    popup.className = 'ant-popover';
    press('Escape');
    popup.className = 'ant-popover ant-popover-hidden';
    const input = document.body.appendChild(document.createElement('input'));
    input.value = '退款';
    press('Escape', {}, input);
    expect(ran).toEqual([]);
    input.value = '';
    press('Escape', {}, input);
    expect(ran).toEqual(['close']);
  });

  it('matches a question mark typed with Shift', () => {
    push([command('help', 'Shift+?')]);
    press('?', { shiftKey: true });
    expect(ran).toEqual(['help']);
  });
});
