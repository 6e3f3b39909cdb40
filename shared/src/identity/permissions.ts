import { z } from 'zod';

export const ROLES = ['agent', 'commander', 'pr', 'legal', 'finance', 'executive', 'auditor', 'admin'] as const;
export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

export const PERMISSIONS = [
  'complaint:create',
  'complaint:read',
  'complaint:reveal',
  'complaint:payload',
  'complaint:update',
  'complaint:import',
  'complaint:export',
  'complaint:backfill',
  'group:read',
  'group:merge',
  'group:split',
  'group:move',
  'incident:read',
  'incident:legal',
  'incident:declare',
  'incident:move',
  'incident:severity',
  'incident:note',
  'policy:read',
  'policy:write',
  'wall:manage',
  'user:read',
  'user:manage',
  'key:manage',
  'audit:read',
  'metrics:read',
  'session:own',
] as const;
export const Permission = z.enum(PERMISSIONS);
export type Permission = z.infer<typeof Permission>;

/** What an API key may be given: a machine has no session of its own and makes neither people nor further keys. */
export const SCOPES = PERMISSIONS.filter((p) => !['session:own', 'user:manage', 'key:manage'].includes(p)) as [Permission, ...Permission[]];
export const Scope = z.enum(SCOPES);

const READER: readonly Permission[] = ['complaint:read', 'group:read', 'incident:read', 'policy:read', 'user:read', 'session:own'];
const MEMBER: readonly Permission[] = [...READER, 'incident:note'];

const MATRIX: Record<Role, readonly Permission[]> = {
  agent: [...MEMBER, 'complaint:create', 'complaint:reveal', 'complaint:update', 'complaint:import'],
  commander: [
    ...MEMBER,
    'complaint:create',
    'complaint:reveal',
    'complaint:update',
    'complaint:import',
    'complaint:export',
    'group:merge',
    'group:split',
    'group:move',
    'incident:declare',
    'incident:move',
    'incident:severity',
    'policy:write',
    'wall:manage',
  ],
  pr: MEMBER,
  legal: [...MEMBER, 'incident:legal', 'complaint:reveal', 'complaint:payload', 'complaint:export'],
  finance: MEMBER,
  executive: READER,
  auditor: [...READER, 'incident:legal', 'complaint:export', 'audit:read'],
  admin: PERMISSIONS,
};

/** Everything a person with these roles may do; roles add up. */
export function permissionsOf(roles: readonly Role[]): Permission[] {
  const held = new Set(roles.flatMap((role) => MATRIX[role]));
  return PERMISSIONS.filter((p) => held.has(p));
}

/** Which roles would have allowed it: told to staff who were refused. */
export const rolesWith = (permission: Permission): Role[] => ROLES.filter((role) => MATRIX[role].includes(permission));
