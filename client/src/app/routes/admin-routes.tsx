import type { Permission } from '@tocsin/shared/identity';
import { Navigate, useNavigate, useSearch } from '@tanstack/react-router';
import type { ComponentType, ReactNode } from 'react';
import { AuditPage } from '../../features/audit/index.js';
import { KeysPage, UsersPage } from '../../features/identity/index.js';
import { useMayUse } from '../../lib/session.js';
import { Guard } from '../guard.js';
import { ADMIN_TABS } from '../shell/nav-items.js';

/** The page is not even mounted without the permission, so it cannot ask for data. */
export function guarded(permission: Permission, Page: ComponentType): () => ReactNode {
  return function Guarded() {
    return (
      <Guard permission={permission}>
        <Page />
      </Guard>
    );
  };
}

/** The first page that the person may see; without any, the guard of the first says who may. */
export function AdminHome() {
  const may = useMayUse();
  const first = ADMIN_TABS.find((tab) => may(tab.permission)) ?? ADMIN_TABS[0];
  return <Navigate to={first.to} replace />;
}

export const UsersRoute = guarded('user:manage', function Users() {
  const { q } = useSearch({ from: '/shell/admin/users' });
  const navigate = useNavigate();
  return (
    <UsersPage
      q={q ?? ''}
      onSearch={(words) => void navigate({ to: '/admin/users', search: words === '' ? {} : { q: words }, replace: true })}
    />
  );
});

export const KeysRoute = guarded('key:manage', KeysPage);

export const AuditRoute = guarded('audit:read', function Audit() {
  const filter = useSearch({ from: '/shell/admin/audit' });
  const navigate = useNavigate();
  return <AuditPage filter={filter} onFilter={(next) => void navigate({ to: '/admin/audit', search: next, replace: true })} />;
});
