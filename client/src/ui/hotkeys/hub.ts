import { matchKeyBindingPress, parseKeybinding } from 'tinykeys';
import type { KeyBindingPress } from 'tinykeys';
import { prefs } from '../../lib/prefs.js';
import { popupIsOpen } from '../layers.js';

export type HotkeyGroup = 'global' | 'list' | 'warRoom' | 'inbox';

export interface Command {
  id: string;
  /** Already translated: the palette and the `?` sheet print it as it is. */
  label: string;
  group: HotkeyGroup;
  /** In tinykeys' notation: `$mod+k`, `g o`, `Shift+V`. Commands without keys live in the palette only. */
  keys?: string;
  /** Extra words to be found by. */
  keywords?: readonly string[];
  /** `false` keeps it out of the palette, as for moving through a list. */
  palette?: boolean;
  /** Changes something, or opens what does: not while the page has lost its server. */
  writes?: boolean;
  run: (event?: KeyboardEvent) => void;
}

interface Scope {
  id: number;
  commands: readonly Command[];
  /** A modal scope hides every scope below it. */
  modal: boolean;
}

const SEQUENCE_MS = 700;
let scopes: readonly Scope[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

const publish = (next: readonly Scope[]): void => {
  scopes = next;
  active = resolve(next);
  for (const tell of listeners) tell();
};

/** Later scopes win over earlier ones that bind the same keys. */
function resolve(stack: readonly Scope[]): readonly Command[] {
  const seen = new Set<string>();
  const found: Command[] = [];
  for (const scope of stack.toReversed()) {
    for (const command of scope.commands) {
      if (command.keys !== undefined && seen.has(command.keys)) continue;
      if (command.keys !== undefined) seen.add(command.keys);
      found.push(command);
    }
    if (scope.modal) break;
  }
  return found;
}

let active: readonly Command[] = [];

export const hotkeys = {
  push(commands: readonly Command[], modal = false): () => void {
    const id = nextId++;
    publish([...scopes, { id, commands, modal }]);
    return () => publish(scopes.filter((scope) => scope.id !== id));
  },
  active: (): readonly Command[] => active,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

const EDITABLE =
  'input:not([type=checkbox],[type=radio],[type=button],[type=submit],[type=range]),textarea,select,[contenteditable=""],[contenteditable=true],[role=textbox]';
const isTyping = (target: EventTarget | null): boolean => target instanceof Element && target.closest(EDITABLE) !== null;
/** An input method composes text with ordinary keys; those are not ours. */
const isComposing = (event: KeyboardEvent): boolean => event.isComposing || event.keyCode === 229;
const withModifier = ([mods]: KeyBindingPress): boolean => mods.some((mod) => mod === 'Control' || mod === 'Meta' || mod === 'Alt');

let prefix: { press: KeyBindingPress; until: number } | null = null;

function allowed(press: KeyBindingPress, event: KeyboardEvent): boolean {
  if (press[1] === 'Escape') return true;
  if (withModifier(press)) return !isTyping(event.target) || press[1] === 'k' || press[1] === 'Enter';
  return prefs.get().hotkeys && !isTyping(event.target);
}

/** A modal dialog has the keyboard to itself: Esc must close it, not also what lies behind. */
const behindDialog = (): boolean => document.querySelector('dialog[open]') !== null;

/** One Esc closes one layer: the popup on top, or it empties the field that is typed into; what lies below waits for the next. */
function usedAbove(event: KeyboardEvent): boolean {
  if (event.key !== 'Escape') return false;
  const { target } = event;
  const typed = (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) && isTyping(target) && target.value !== '';
  return typed || popupIsOpen();
}

/** One listener for the page. Exported for tests; `startHotkeys` wires it. */
export function handleKey(event: KeyboardEvent, now: number = Date.now()): void {
  if (event.defaultPrevented || isComposing(event) || behindDialog() || usedAbove(event)) return;
  const pending = prefix !== null && now < prefix.until ? prefix.press : null;
  prefix = null;
  for (const command of active) {
    if (command.keys === undefined) continue;
    const [first, second] = parseKeybinding(command.keys);
    if (first === undefined || !allowed(first, event)) continue;
    if (pending !== null) {
      // After `g` only a sequence may fire: a bare `s` must not run on the way to `g s`.
      if (second === undefined || first[1] !== pending[1] || !matchKeyBindingPress(event, second)) continue;
    } else if (!matchKeyBindingPress(event, first)) {
      continue;
    } else if (second !== undefined) {
      prefix = { press: first, until: now + SEQUENCE_MS };
      continue;
    }
    event.preventDefault();
    prefix = null;
    command.run(event);
    return;
  }
}

export function startHotkeys(): () => void {
  const listen = (event: KeyboardEvent): void => handleKey(event);
  window.addEventListener('keydown', listen);
  return () => window.removeEventListener('keydown', listen);
}
