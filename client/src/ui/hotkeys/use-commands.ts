import { useEffect, useRef, useSyncExternalStore } from 'react';
import { hotkeys } from './hub.js';
import type { Command } from './hub.js';

/** Registers commands while the caller is on screen; `run` always sees the newest closure. */
export function useCommands(commands: readonly Command[], options: { modal?: boolean; enabled?: boolean } = {}): void {
  const { modal = false, enabled = true } = options;
  const newest = useRef(commands);
  useEffect(() => {
    newest.current = commands;
  });
  const shape = commands.map((c) => `${c.id}|${c.keys ?? ''}|${c.label}`).join('\n');
  useEffect(() => {
    if (!enabled) return;
    const stable = newest.current.map((command) => ({
      ...command,
      run: (event?: KeyboardEvent) => newest.current.find((one) => one.id === command.id)?.run(event),
    }));
    return hotkeys.push(stable, modal);
  }, [shape, modal, enabled]);
}

export const useActiveCommands = (): readonly Command[] => useSyncExternalStore(hotkeys.subscribe, hotkeys.active);
