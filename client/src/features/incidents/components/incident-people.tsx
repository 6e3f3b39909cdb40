import { useQuery } from '@tanstack/react-query';
import { incidentStream } from '@tocsin/shared/live';
import { useTranslation } from 'react-i18next';
import { useLive, usePeopleIn } from '../../../live/index.js';
import { useMe } from '../../../lib/session.js';
import { People } from '../../../ui/avatar.js';
import { incidentsQuery } from '../api.js';

const TABS = ['situation', 'complaints', 'timeline'] as const;

/** The others in the war room that is open, each with the tab they look at. */
export function IncidentPeople({ no }: { no: string }) {
  const { t } = useTranslation('incidents');
  const me = useMe();
  const { data } = useQuery({ ...incidentsQuery(useLive()), enabled: false });
  const id = data?.find((incident) => incident.no === no)?.id;
  const people = usePeopleIn(id === undefined ? null : incidentStream(id)).filter((one) => one.id !== me?.id);
  const tabOf = (tab: string | null): string | null => {
    const known = TABS.find((name) => name === tab);
    return known === undefined ? null : t(`tab.${known}`);
  };
  return <People names={people.map(({ name }) => name)} places={people.map(({ tab }) => tabOf(tab))} />;
}
