import type { Permission } from '@tocsin/shared/identity';

type Underscored<P extends string> = P extends `${infer Thing}:${infer Act}` ? `${Thing}_${Act}` : P;
export type PermissionKey = Underscored<Permission>;

/** i18next reads a colon as the end of a namespace, so the dictionary spells `user:manage` as `user_manage`. */
export const permissionKey = (permission: Permission): PermissionKey => permission.replace(':', '_') as PermissionKey;
