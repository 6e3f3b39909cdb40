import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCan } from '../../lib/session.js';
import { groupName } from '../../lib/group-name.js';
import type { PaletteEntry } from '../../ui/palette/entry.js';
import { largestQuery, pickQuery } from './api.js';

/** The largest groups, to be found by any spelling, and those that the server finds for these words. */
export function useGroupEntries(query: string): readonly PaletteEntry[] {
  const navigate = useNavigate();
  const allowed = useCan('group:read');
  const largest = useQuery({ ...largestQuery, enabled: allowed }).data ?? [];
  const found = useQuery({ ...pickQuery(query), enabled: allowed && query !== '', placeholderData: keepPreviousData });
  const answers = query === '' ? [] : (found.data ?? []);
  const known = new Set(answers.map(({ id }) => id));
  return [...answers, ...largest.filter(({ id }) => !known.has(id))].map((group): PaletteEntry => ({
    id: `group-${group.id}`,
    kind: 'group',
    label: groupName(group),
    keywords: group.terms,
    found: known.has(group.id) && !found.isPlaceholderData,
    run: () => void navigate({ to: '/groups/$id', params: { id: group.id } }),
  }));
}
