import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { deskQuery } from '../../lib/desk.js';
import { useCan } from '../../lib/session.js';
import type { PaletteEntry } from '../../ui/palette/entry.js';

/** The reader's own views of the inbox. */
export function useViewEntries(): readonly PaletteEntry[] {
  const navigate = useNavigate();
  const allowed = useCan('complaint:read');
  const views = useQuery({ ...deskQuery, enabled: allowed }).data?.views ?? [];
  return views.map(({ id, name, search }): PaletteEntry => ({
    id: `view-${id}`,
    kind: 'view',
    label: name,
    run: () => void navigate({ to: '/inbox', search }),
  }));
}
