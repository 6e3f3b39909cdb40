import { seesBrand, type Principal } from '@tocsin/shared/identity';
import { refuseStale } from '../../../platform/http/if-match.js';
import { Problem, notFound } from '../../../platform/problems/index.js';
import type { Handled } from './handling.repository.js';

/** A complaint of another brand and one that is not there answer alike. */
export function visible(me: Principal, complaint: Handled | undefined): Handled {
  if (!complaint || !seesBrand(me, complaint.brand)) throw notFound();
  return complaint;
}

/** The same, read by the engine and unchanged since `version`. */
export function unchanged(me: Principal, found: Handled | undefined, version: number): Handled {
  const complaint = visible(me, found);
  if (complaint.version === null) throw new Problem('complaint/not-read-yet');
  refuseStale(version, complaint.version);
  return complaint;
}
