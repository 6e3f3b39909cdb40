import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { IncidentList } from '../../features/incidents/index.js';

/** Left column of the war room. Segment and order stand in the address, whatever page of the war room is open. */
export function IncidentListSlot() {
  const search = useSearch({ strict: false });
  const { no } = useParams({ strict: false });
  const navigate = useNavigate();
  const segment = search.segment ?? 'active';
  const sort = search.order ?? 'danger';
  const set = (patch: { segment?: typeof segment; order?: typeof sort }): void =>
    void navigate({ to: '.', search: (before) => ({ ...before, ...patch }), replace: true });
  return (
    <IncidentList
      openNo={no ?? null}
      segment={segment}
      sort={sort}
      onSegment={(value) => set({ segment: value })}
      onSort={(value) => set({ order: value })}
    />
  );
}
