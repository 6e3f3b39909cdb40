import type { UserId } from '../kernel/index.js';
import type { Permission, Role } from './permissions.js';

/** A person with a session. */
export interface Person {
  kind: 'user';
  id: UserId;
  name: string;
  email: string;
  roles: readonly Role[];
  permissions: ReadonlySet<Permission>;
  /** The brands whose complaints they see; null means all. */
  brands: readonly string[] | null;
  sessionId: string;
}

/** A machine with an API key. */
export interface Machine {
  kind: 'key';
  id: string;
  /** Whoever made the key, whose rights it does not outlive. */
  maker: UserId;
  name: string;
  permissions: ReadonlySet<Permission>;
  brands: null;
}

export type Principal = Person | Machine;

export const may = (who: Pick<Principal, 'permissions'>, permission: Permission): boolean => who.permissions.has(permission);
export const seesBrand = (who: Pick<Principal, 'brands'>, brand: string | null): boolean =>
  who.brands === null || (brand !== null && who.brands.includes(brand));
