export interface Fitting<Name extends string> {
  id: Name;
  /** What it needs, in pixels. */
  px: number;
  /** Which goes first when there is no room: the highest. */
  rank: number;
}

/** What the words of the complaint are left at least, and at least where the reader has chosen the columns. */
export const WORDS_PX = 340;
export const WORDS_PX_CHOSEN = 160;
/** Boxes to tick, and what the row keeps free at its ends. */
const MARGIN_PX = 48;

/** As many columns as leave the words room to be read, the more important first; the order in the list stays. */
export function fitted<Name extends string>(columns: readonly Fitting<Name>[], width: number, words: number): ReadonlySet<Name> {
  let room = width - MARGIN_PX - words;
  const shown = new Set<Name>();
  for (const { id, px } of [...columns].sort((a, b) => a.rank - b.rank)) {
    room -= px;
    if (room < 0) break;
    shown.add(id);
  }
  return shown;
}
