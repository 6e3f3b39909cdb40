import { useEffect, useRef, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { readOnly } from '../../lib/read-only.js';
import { toasts } from '../toasts.js';
import { hotkeys } from './hub.js';
import type { Command } from './hub.js';

/** Registers commands while the caller is on screen; `run` always sees the newest closure. */
export function useCommands(commands: readonly Command[], options: { modal?: boolean; enabled?: boolean } = {}): void {
  const { modal = false, enabled = true } = options;
  const { t } = useTranslation('ui');
  const newest = useRef({ commands, t });
  useEffect(() => {
    newest.current = { commands, t };
  });
  const shape = commands.map((c) => `${c.id}|${c.keys ?? ''}|${c.label}`).join('\n');
  useEffect(() => {
    if (!enabled) return;
    const run = (id: string, event?: KeyboardEvent): void => {
      const command = newest.current.commands.find((one) => one.id === id);
      const reason = readOnly.get();
      if (command?.writes === true && reason) toasts.info(newest.current.t(`readOnly.${reason}`));
      else command?.run(event);
    };
    const stable = newest.current.commands.map((command) => ({ ...command, run: (event?: KeyboardEvent) => run(command.id, event) }));
    return hotkeys.push(stable, modal);
  }, [shape, modal, enabled]);
}

export const useActiveCommands = (): readonly Command[] => useSyncExternalStore(hotkeys.subscribe, hotkeys.active);
