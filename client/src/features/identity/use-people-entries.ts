import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Colleague } from '@tocsin/shared/identity';
import { useTranslation } from 'react-i18next';
import { colleaguesQuery } from '../../lib/colleagues.js';
import { useCan } from '../../lib/session.js';
import type { PaletteEntry } from '../../ui/palette/entry.js';
import { foundUsersQuery } from './api.js';

/** Colleagues by name in any spelling; for who administers them also by their address, and the disabled ones. */
export function usePeopleEntries(query: string, onPerson: (person: Colleague) => void): readonly PaletteEntry[] {
  const { t } = useTranslation('domain');
  const navigate = useNavigate();
  const [reads, manages] = [useCan('user:read'), useCan('user:manage')];
  const colleagues = useQuery({ ...colleaguesQuery, enabled: reads }).data?.items ?? [];
  const users = useQuery({ ...foundUsersQuery(query), enabled: manages && query !== '' });
  const accounts = query === '' ? [] : (users.data?.items ?? []);
  const known = new Set<string>(accounts.map(({ id }) => id));
  const roles = (person: Colleague): string => person.roles.map((role) => t(`role.${role}`)).join('、');
  const toAccount = (q: string) => (): void => void navigate({ to: '/admin/users', search: { q } });
  return [
    ...accounts.map((account): PaletteEntry => ({
      id: `person-${account.id}`,
      kind: 'person',
      label: account.name,
      hint: account.email,
      keywords: [account.email],
      found: !users.isPlaceholderData,
      run: toAccount(account.email),
    })),
    ...colleagues
      .filter(({ id }) => !known.has(id))
      .map((person): PaletteEntry => ({
        id: `person-${person.id}`,
        kind: 'person',
        label: person.name,
        hint: roles(person),
        run: manages ? toAccount(person.name) : () => onPerson(person),
      })),
  ];
}
