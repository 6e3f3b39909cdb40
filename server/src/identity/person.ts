import type { Person, Principal } from '@tocsin/shared/identity';
import { Problem } from '../platform/problems/index.js';

/** For what only a person can do: a machine has no session, no password and no phone. */
export function personIn(me: Principal): Person {
  if (me.kind !== 'user') throw new Problem('auth/forbidden');
  return me;
}
