import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { DemandGroup, PrimaryDemand } from '@tocsin/shared/incidents';
import type { IncidentId } from '@tocsin/shared/kernel';
import { incidentStream } from '@tocsin/shared/live';
import { useTranslation } from 'react-i18next';
import { count } from '../../../lib/format.js';
import { cx } from '../../../ui/classes.js';
import { ProblemLine } from '../../../ui/states.js';
import { demandGroupsQuery } from '../api.js';
import { useOnPulse } from '../use-on-pulse.js';
import './demand-groups.css';

const REFRESH_MS = 1_500;

/** Counted by the server, from the complaints themselves. Its total stands beside a figure that moves with each pulse, so it may not lag. */
function useFreshGroups(id: IncidentId) {
  const client = useQueryClient();
  useOnPulse(incidentStream(id), REFRESH_MS, () => void client.invalidateQueries({ queryKey: demandGroupsQuery(id).queryKey }));
  return useQuery(demandGroupsQuery(id));
}

export interface DemandGroupsBarProps {
  id: IncidentId;
  active: PrimaryDemand | null;
  onOpen: (demand: PrimaryDemand | null) => void;
}

/** An incident parted by what is demanded: every complaint in one part, so that the parts sum to the whole. */
export function DemandGroupsBar({ id, active, onOpen }: DemandGroupsBarProps) {
  const { t } = useTranslation(['incidents', 'domain']);
  const { data, error } = useFreshGroups(id);
  if (error !== null && data === undefined) return <ProblemLine error={error} />;
  if (data === undefined) return null;
  const name = (demand: PrimaryDemand): string => (demand === 'none' ? t('demandGroups.none') : t(`domain:demand.${demand}`));
  const also = ({ alsoPosts }: DemandGroup): string => (alsoPosts === 0 ? '' : t('demandGroups.also', { n: count(alsoPosts) }));
  return (
    <section className="dg" aria-label={t('demandGroups.title')}>
      <span className="dg__title" title={t('demandGroups.rule')}>
        {t('demandGroups.total', { n: count(data.posts) })}
      </span>
      <ul className="dg__list">
        {data.groups.map((group) => (
          <li key={group.demand}>
            <button
              type="button"
              className={cx('dg__chip', active === group.demand && 'dg__chip--on')}
              aria-pressed={active === group.demand}
              onClick={() => onOpen(active === group.demand ? null : group.demand)}
            >
              <span>{name(group.demand)}</span> <strong>{count(group.posts)}</strong>
              <span className="muted">{also(group)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
