import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useCan } from '../../lib/session.js';
import type { Command } from '../../ui/hotkeys/index.js';
import { searchQuery } from './api.js';

const SHOWN = 6;
const SETTLE_MS = 200;

/** What the palette offers besides commands: the incidents and complaints that the words typed so far find. */
export function useSearchCommands(query: string): readonly Command[] {
  const navigate = useNavigate();
  const [settled, setSettled] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSettled(query), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [query]);
  const may = useCan('complaint:read');
  const { data } = useQuery(searchQuery(may ? settled : '', SHOWN));
  if (query === '' || settled === '' || data === undefined) return [];
  const incidents = data.incidents.slice(0, SHOWN).map(({ id, no, title }): Command => ({
    id: `found-${id}`,
    label: `${no} ${title}`,
    group: 'global',
    run: () => void navigate({ to: '/incidents/$no/$tab', params: { no, tab: 'situation' } }),
  }));
  const complaints = data.complaints.slice(0, SHOWN).map(({ id, receiptNo, excerpt }): Command => ({
    id: `found-${id}`,
    label: `${receiptNo} ${excerpt}`,
    group: 'global',
    run: () => void navigate({ to: '/inbox', search: { q: query, id } }),
  }));
  return [...incidents, ...complaints];
}
