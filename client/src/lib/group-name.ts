import type { GroupSummary } from '@tocsin/shared/clustering';

type Named = Pick<GroupSummary, 'id' | 'title' | 'terms'>;
const WORDS = 3;
/** What the engine writes for a group that was gone before it had words. */
const NAMELESS: ReadonlySet<string> = new Set(['', '—']);

/** By its title, else by its strongest words; null where it had neither. */
export function knownName({ title, terms }: Pick<Named, 'title' | 'terms'>): string | null {
  if (!NAMELESS.has(title.trim())) return title;
  return terms.length > 0 ? terms.slice(0, WORDS).join(' · ') : null;
}

/** Where one group must be told from another: by the end of its number if it has no name, for a dash tells nobody which is meant. */
export const groupName = (group: Named): string => knownName(group) ?? `#${group.id.slice(-6)}`;
