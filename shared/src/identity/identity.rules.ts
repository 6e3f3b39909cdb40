import type { Role } from './permissions.js';

const COMMON = new Set([
  '1234567890',
  '0123456789',
  '1q2w3e4r5t',
  'qwertyuiop',
  'password12',
  'password123',
  'passw0rd123',
  'iloveyou123',
  'administrator',
]);

/** Why a password of allowed length is refused all the same; null when it may be used. */
export function passwordWeakness(password: string, email: string): 'common' | 'repetitive' | 'contains-email' | null {
  const lower = password.toLowerCase();
  if (COMMON.has(lower)) return 'common';
  if (new Set(lower).size < 5) return 'repetitive';
  const local = email.toLowerCase().split('@')[0] ?? '';
  return local.length >= 4 && lower.replaceAll(local, '').length < 6 ? 'contains-email' : null;
}

/**
 * Whether a change leaves nobody who could undo it: an administrator who sees some brands only can give nobody sight of all.
 * `others` counts the enabled admins who see every brand, apart from the person changed.
 */
export function leavesNoAdmin(
  before: { roles: readonly Role[]; disabled: boolean; brands: readonly string[] | null },
  after: { roles: readonly Role[]; disabled: boolean; brands: readonly string[] | null },
  others: number,
): boolean {
  const isAdmin = (who: typeof before): boolean => !who.disabled && who.roles.includes('admin') && who.brands === null;
  return isAdmin(before) && !isAdmin(after) && others === 0;
}
