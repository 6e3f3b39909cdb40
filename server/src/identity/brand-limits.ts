import { seesBrand, type Principal } from '@tocsin/shared/identity';
import { Problem } from '../platform/problems/index.js';
import type { Account } from './accounts.repository.js';

/** Who is limited to some brands gives nobody, not even themselves, sight of others. */
export function refuseWider(me: Principal, brands: Account['brands']): void {
  if (me.brands === null || brands?.every((brand) => seesBrand(me, brand))) return;
  const message = 'must be some of the brands you work for';
  throw new Problem('auth/forbidden', { brands: me.brands }, { issues: [{ path: 'brands', code: 'not_allowed', message }] });
}

/** Whoever sees more than the one who would change, end or open their account is out of their reach, whatever the change. */
export function refuseAbove(me: Principal, account: Pick<Account, 'brands'>): void {
  if (me.brands === null || account.brands?.every((brand) => seesBrand(me, brand))) return;
  throw new Problem('auth/forbidden', { brands: me.brands, why: 'sees-more' });
}

/** A new password is a way in, and a role may open what the brands of the account let be seen. */
export function refuseWiderChange(me: Principal, before: Account, after: Account): void {
  const gives = before.password_hash !== after.password_hash || !same(before.brands, after.brands) || !same(before.roles, after.roles);
  if (gives) refuseWider(me, after.brands);
}

const same = (a: readonly string[] | null, b: readonly string[] | null): boolean => JSON.stringify(a) === JSON.stringify(b);
