import { useNavigate } from '@tanstack/react-router';
import type { Colleague } from '@tocsin/shared/identity';
import { useState } from 'react';
import { useViewEntries } from '../../features/complaints/index.js';
import { useGroupEntries } from '../../features/groups/index.js';
import { usePeopleEntries } from '../../features/identity/index.js';
import { useIncidentEntries } from '../../features/incidents/index.js';
import { useSearchEntries } from '../../features/search/index.js';
import { useCan } from '../../lib/session.js';
import { useSettled } from '../../lib/use-settled.js';
import type { Command } from '../../ui/hotkeys/index.js';
import { CommandPalette } from '../../ui/palette/command-palette.js';
import type { PaletteEntry } from '../../ui/palette/entry.js';
import { usePageEntries } from './use-page-entries.js';

const SETTLE_MS = 200;

interface Props {
  commands: readonly Command[];
  onPerson: (person: Colleague) => void;
  onClose: () => void;
}

const entryOf = ({ id, label, keys, keywords, run }: Command): PaletteEntry => ({
  id: `command-${id}`,
  kind: 'command',
  label,
  keys,
  keywords,
  run: () => run(),
});

/** What two sources know is one row; the one that the server found for these words says more. */
function unique(entries: readonly PaletteEntry[]): PaletteEntry[] {
  const byId = new Map<string, PaletteEntry>();
  for (const entry of entries) if (!byId.has(entry.id)) byId.set(entry.id, entry);
  return [...byId.values()];
}

/** Everything that can be opened or done by a few letters. Mounted only while it is open, so that nothing is asked for before. */
export function ConsolePalette({ commands, onPerson, onClose }: Props) {
  const navigate = useNavigate();
  const maySearch = useCan('complaint:read');
  const [typed, setTyped] = useState('');
  const settled = useSettled(typed, SETTLE_MS);
  const asked = [...useSearchEntries(settled), ...useGroupEntries(settled), ...usePeopleEntries(settled, onPerson)];
  // What was found for the words before is no answer to the ones that stand there now.
  const fresh = settled === typed ? asked : asked.map((entry) => ({ ...entry, found: false }));
  const entries = unique([
    ...usePageEntries(),
    ...fresh,
    ...useIncidentEntries(),
    ...useViewEntries(),
    ...commands.filter(({ palette }) => palette !== false).map(entryOf),
  ]);
  return (
    <CommandPalette
      entries={entries}
      onClose={onClose}
      onQuery={setTyped}
      onSearch={maySearch ? (q) => void navigate({ to: '/search', search: { q } }) : null}
    />
  );
}
