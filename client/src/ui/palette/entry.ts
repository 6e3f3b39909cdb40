export const ENTRY_KINDS = ['page', 'incident', 'person', 'group', 'complaint', 'view', 'command'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** One row of the palette: something to open or to do. */
export interface PaletteEntry {
  id: string;
  kind: EntryKind;
  /** Already translated. */
  label: string;
  /** What tells it from others of the same name: roles, the address, a number. */
  hint?: string | undefined;
  keys?: string | undefined;
  /** Extra words to be found by. */
  keywords?: readonly string[] | undefined;
  /** The server found it for exactly the words that are typed, perhaps in text that the label does not show. */
  found?: boolean | undefined;
  run: () => void;
}
