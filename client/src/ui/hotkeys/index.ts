export { hotkeys, startHotkeys } from './hub.js';
export type { Command, HotkeyGroup } from './hub.js';
export { HotkeySheet } from './hotkey-sheet.js';
export { useActiveCommands, useCommands } from './use-commands.js';
