import { useParams } from '@tanstack/react-router';
import { OVERVIEW } from '@tocsin/shared/live';
import { Inbox } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IncidentPeople } from '../../features/incidents/index.js';
import { usePulse } from '../../live/index.js';
import { count } from '../../lib/format.js';
import { useCan } from '../../lib/session.js';
import { Pill } from '../../ui/pill.js';

/** Who else is in the war room that is open. */
function Company() {
  const { no } = useParams({ strict: false });
  return no === undefined ? null : <IncidentPeople no={no} />;
}

export function TopBarSlot() {
  return (
    <>
      <Backlog />
      {useCan('incident:read') && <Company />}
    </>
  );
}

/** How many accepted complaints the engine has not read yet; nothing is shown while it keeps up. */
function Backlog() {
  const { t } = useTranslation('shell');
  const allowed = useCan('incident:read');
  const backlog = usePulse(allowed ? OVERVIEW : null)?.counts.backlog ?? 0;
  if (backlog === 0) return null;
  return (
    <Pill tone="s2">
      <Inbox size={12} aria-hidden="true" /> {t('backlog', { n: count(backlog) })}
    </Pill>
  );
}
