import { OVERVIEW } from '@tocsin/shared/live';
import { Inbox } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { usePulse } from '../../live/index.js';
import { count } from '../../lib/format.js';
import { useCan } from '../../lib/session.js';
import { Pill } from '../../ui/pill.js';

/** How many accepted complaints the engine has not read yet; nothing is shown while it keeps up. */
export function TopBarSlot() {
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
