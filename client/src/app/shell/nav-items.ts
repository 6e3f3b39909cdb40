import type { Permission } from '@tocsin/shared/identity';
import { Boxes, Inbox, LayoutGrid, Search, Settings, Siren } from 'lucide-react';

export const NAV = [
  { key: 'overview', hotkey: 'g o', to: '/overview', icon: LayoutGrid, permission: 'incident:read' },
  { key: 'warRoom', hotkey: 'g w', to: '/incidents', icon: Siren, permission: 'incident:read' },
  { key: 'inbox', hotkey: 'g i', to: '/inbox', icon: Inbox, permission: 'complaint:read' },
  { key: 'groups', hotkey: undefined, to: '/groups', icon: Boxes, permission: 'group:read' },
  { key: 'search', hotkey: '/', to: '/search', icon: Search, permission: 'complaint:read' },
] as const satisfies readonly { key: string; to: string; icon: unknown; permission: Permission; hotkey: string | undefined }[];

/** What stands beside the list of groups. */
export const GROUP_TABS = [
  { key: 'studio', to: '/groups/studio', permission: 'group:read' },
  { key: 'recluster', to: '/groups/recluster', permission: 'group:read' },
  { key: 'themes', to: '/groups/themes', permission: 'group:read' },
] as const satisfies readonly { key: string; to: string; permission: Permission }[];

export const ADMIN_ICON = Settings;

export const ADMIN_TABS = [
  { key: 'users', to: '/admin/users', permission: 'user:manage' },
  { key: 'keys', to: '/admin/keys', permission: 'key:manage' },
  { key: 'policies', to: '/admin/policies', permission: 'policy:read' },
  { key: 'walls', to: '/admin/walls', permission: 'wall:manage' },
  { key: 'import', to: '/admin/import', permission: 'complaint:import' },
  { key: 'dictionary', to: '/admin/dictionary', permission: 'group:read' },
  { key: 'setAside', to: '/admin/set-aside', permission: 'group:read' },
  { key: 'audit', to: '/admin/audit', permission: 'audit:read' },
] as const satisfies readonly { key: string; to: string; permission: Permission }[];
