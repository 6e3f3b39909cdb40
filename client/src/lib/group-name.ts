import type { GroupSummary } from '@tocsin/shared/clustering';

type Named = Pick<GroupSummary, 'id' | 'title' | 'terms'>;
const WORDS = 3;
/** What the engine writes for a group that was gone before it had words. */
const NAMELESS: ReadonlySet<string> = new Set(['', '—']);

/** By its title, else by its strongest words, else by the end of its number: a dash tells nobody which group is meant. */
export function groupName({ id, title, terms }: Named): string {
  if (!NAMELESS.has(title.trim())) return title;
  return terms.length > 0 ? terms.slice(0, WORDS).join(' · ') : `#${id.slice(-6)}`;
}
