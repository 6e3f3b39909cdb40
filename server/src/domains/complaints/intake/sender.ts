import { seesBrand, type Principal } from '@tocsin/shared/identity';
import { Problem } from '../../../platform/problems/index.js';
import type { ReadComplaint } from './complaint-scan.js';

/** What decides which complaints somebody may hand in. */
export interface Sender {
  /** Whether they may say when the complaint was received. */
  backfill: boolean;
  /** Null: of any brand, and of none. */
  brands: Principal['brands'];
}

/** For who may hand in whatever they like, but not its time. */
export const ANYBODY: Sender = { backfill: false, brands: null };

/** Refused rather than left out or filed where its sender could not see it again; null when it may come in. */
export function refusalOf({ brand, receivedAt }: Pick<ReadComplaint, 'brand' | 'receivedAt'>, sender: Sender): Problem | null {
  if (!seesBrand(sender, brand ?? null)) {
    const message = 'must be one of the brands you work for';
    return new Problem('auth/forbidden', { brands: sender.brands }, { issues: [{ path: 'brand', code: 'not_allowed', message }] });
  }
  if (receivedAt === undefined || sender.backfill) return null;
  const message = 'only a key with the scope complaint:backfill says when a complaint was received';
  return new Problem('request/invalid', {}, { issues: [{ path: 'receivedAt', code: 'not_allowed', message }] });
}
