import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { incidentDirectoryQuery } from '../../lib/incident-directory.js';
import { useCan } from '../../lib/session.js';
import type { PaletteEntry } from '../../ui/palette/entry.js';

/** Every open incident and the newest of the others, to be found by any spelling of its title and by its number. */
export function useIncidentEntries(): readonly PaletteEntry[] {
  const navigate = useNavigate();
  const allowed = useCan('incident:read');
  const incidents = useQuery({ ...incidentDirectoryQuery, enabled: allowed }).data ?? [];
  return incidents.map(({ id, no, title }): PaletteEntry => ({
    id: `incident-${id}`,
    kind: 'incident',
    label: title,
    hint: no,
    keywords: [no, no.replace('INC-', '')],
    run: () => void navigate({ to: '/incidents/$no/$tab', params: { no, tab: 'situation' } }),
  }));
}
