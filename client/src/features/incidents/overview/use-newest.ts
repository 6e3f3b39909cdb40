import { useQuery } from '@tanstack/react-query';
import { ComplaintRow } from '@tocsin/shared/complaints';
import { page } from '@tocsin/shared/kernel';
import { OVERVIEW } from '@tocsin/shared/live';
import { useEffect, useState } from 'react';
import { usePulse } from '../../../live/index.js';
import { http } from '../../../lib/http.js';
import { useCan } from '../../../lib/session.js';
import { mergeFeed } from '../feed.rules.js';

const FIRST = 40;
/** The newest complaints of the house: a page to begin with, then what the pulses bring. */
export function useNewest(): ComplaintRow[] {
  const allowed = useCan('complaint:read');
  const first = useQuery({
    queryKey: ['complaints-newest'],
    queryFn: ({ signal }) => http.get('/complaints', page(ComplaintRow), { signal, query: { limit: FIRST } }),
    enabled: allowed,
    staleTime: Infinity,
  });
  const pulse = usePulse(OVERVIEW);
  const [brought, setBrought] = useState<ComplaintRow[]>([]);
  useEffect(() => {
    if (pulse !== null) setBrought((before) => mergeFeed(pulse.newest, before));
  }, [pulse]);
  return mergeFeed(brought, first.data?.items ?? []);
}
