import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Colleague } from '@tocsin/shared/identity';
import { useTranslation } from 'react-i18next';
import { incidentDirectoryQuery } from '../../lib/incident-directory.js';
import { useCan } from '../../lib/session.js';
import { Badge } from '../../ui/badge.js';
import { Dialog } from '../../ui/dialog.js';
import { ProblemLine } from '../../ui/states.js';
import './person-card.css';

/** Who a colleague is, for those who do not administer accounts: their roles, and what they command. */
export function PersonCard({ person, onClose }: { person: Colleague; onClose: () => void }) {
  const { t } = useTranslation(['shell', 'domain']);
  const allowed = useCan('incident:read');
  const { data, error } = useQuery({ ...incidentDirectoryQuery, enabled: allowed });
  const led = (data ?? []).filter(({ commander }) => commander?.id === person.id);
  return (
    <Dialog open onClose={onClose} title={person.name} size="sm">
      <h3 className="person-card__head">{t('person.roles')}</h3>
      <p className="person-card__roles">
        {person.roles.map((role) => (
          <Badge key={role}>{t(`domain:role.${role}`)}</Badge>
        ))}
      </p>
      {allowed && (
        <>
          <h3 className="person-card__head">{t('person.commands')}</h3>
          <ProblemLine error={error} />
          {data !== undefined && led.length === 0 && <p className="muted">{t('person.none')}</p>}
          <ul className="person-card__list">
            {led.map(({ id, no, title }) => (
              <li key={id}>
                <Link to="/incidents/$no/$tab" params={{ no, tab: 'situation' }} onClick={onClose}>
                  <span className="mono">{no}</span> {title}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  );
}
