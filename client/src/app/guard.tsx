import { rolesWith } from '@tocsin/shared/identity';
import type { Permission } from '@tocsin/shared/identity';
import { LockKeyhole } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { permissionKey } from '../lib/permission-key.js';
import { keptOutByBrands, useCan, useMe } from '../lib/session.js';
import { EmptyState } from '../ui/states.js';

/** Staff who follow a link they may not open are told which roles may; nothing behind it is asked for. */
export function Guard({ permission, children }: { permission: Permission; children: ReactNode }) {
  const { t, i18n } = useTranslation(['shell', 'domain']);
  const allowed = useCan(permission);
  const me = useMe();
  if (allowed) return children;
  const brands = keptOutByBrands(me, permission);
  if (brands !== null)
    return (
      <EmptyState
        icon={<LockKeyhole size={22} aria-hidden="true" />}
        title={t('forbidden.brandsTitle')}
        hint={t('forbidden.brandsHint', { brands: brands.join(t('brand.separator')) })}
      />
    );
  const list = (roles: readonly string[]): string => new Intl.ListFormat(i18n.language, { type: 'disjunction' }).format(roles);
  const name = (role: ReturnType<typeof rolesWith>[number]): string => t(`domain:role.${role}`);
  return (
    <EmptyState
      icon={<LockKeyhole size={22} aria-hidden="true" />}
      title={t('forbidden.title')}
      hint={
        <>
          {t('forbidden.hint', {
            permission: t(`domain:permission.${permissionKey(permission)}`),
            roles: list(rolesWith(permission).map(name)),
          })}
          <br />
          {t('forbidden.yours', { roles: (me?.roles ?? []).map(name).join('、') })}
        </>
      }
    />
  );
}
