import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMayUse } from '../../lib/session.js';
import type { PaletteEntry } from '../../ui/palette/entry.js';
import { searchQuery } from './api.js';

const SHOWN = 8;

/** The incidents and complaints that the server finds for these words, by whatever of their text. */
export function useSearchEntries(query: string): readonly PaletteEntry[] {
  const navigate = useNavigate();
  const may = useMayUse();
  const allowed = may('complaint:read') && may('incident:read');
  const { data, isPlaceholderData } = useQuery(searchQuery(allowed ? query : '', SHOWN));
  if (query === '' || data === undefined) return [];
  const found = !isPlaceholderData;
  const incidents = data.incidents.slice(0, SHOWN).map(({ id, no, title, absorbed }): PaletteEntry => ({
    id: `incident-${id}`,
    kind: 'incident',
    label: title,
    hint: no,
    keywords: [no, no.replace('INC-', ''), ...(absorbed ?? [])],
    found,
    run: () => void navigate({ to: '/incidents/$no/$tab', params: { no, tab: 'situation' } }),
  }));
  const complaints = data.complaints.slice(0, SHOWN).map(({ id, receiptNo, excerpt }): PaletteEntry => ({
    id: `complaint-${id}`,
    kind: 'complaint',
    label: `${receiptNo} ${excerpt}`,
    keywords: [receiptNo, receiptNo.replace('C-', '')],
    found,
    run: () => void navigate({ to: '/inbox', search: { q: query, id } }),
  }));
  return [...incidents, ...complaints];
}
