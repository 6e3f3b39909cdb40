import { seesBrand, type Principal } from '@tocsin/shared/identity';
import { Problem } from '../../../platform/problems/index.js';
import type { ReadComplaint } from './complaint-scan.js';

/** What decides which complaints somebody may hand in. */
export interface Sender {
  /** Whether they may say when the complaint was received. */
  backfill: boolean;
  /** Whether they may say that it is a past case, which raises no alarm. */
  pastCases: boolean;
  /** Null: of any brand, and of none. */
  brands: Principal['brands'];
}

/** For who may hand in whatever they like, but not its time. */
export const ANYBODY: Sender = { backfill: false, pastCases: false, brands: null };

/** Refused rather than left out or filed where its sender could not see it again; null when it may come in. */
export function refusalOf(
  { brand, receivedAt, history }: Pick<ReadComplaint, 'brand' | 'receivedAt' | 'history'>,
  sender: Sender,
): Problem | null {
  if (!seesBrand(sender, brand ?? null)) {
    const message = 'must be one of the brands you work for';
    return new Problem('auth/forbidden', { brands: sender.brands }, { issues: [{ path: 'brand', code: 'not_allowed', message }] });
  }
  if (receivedAt !== undefined && !sender.backfill)
    return notAllowed('receivedAt', 'only a key with the scope complaint:backfill says when a complaint was received');
  if (history === true && !sender.pastCases)
    return notAllowed('history', 'only a key with the scope complaint:backfill and a file import enter past cases');
  return null;
}

const notAllowed = (path: string, message: string): Problem =>
  new Problem('request/invalid', {}, { issues: [{ path, code: 'not_allowed', message }] });
