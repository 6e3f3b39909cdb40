import type { ApiKey } from '@tocsin/shared/identity';

const DAY_MS = 86_400_000;
export const WARN_DAYS = 14;

export type KeyState = 'active' | 'ending' | 'expired' | 'revoked' | NonNullable<ApiKey['stopped']>;

/** A key that ends within two weeks is told of before the systems that use it find out. */
export function keyState({ revokedAt, expiresAt, stopped }: Pick<ApiKey, 'revokedAt' | 'expiresAt' | 'stopped'>, now: number): KeyState {
  if (revokedAt !== null) return 'revoked';
  const left = expiresAt === null ? Infinity : Date.parse(expiresAt) - now;
  if (left <= 0) return 'expired';
  if (stopped !== null) return stopped;
  return left <= WARN_DAYS * DAY_MS ? 'ending' : 'active';
}

/** Whole days that are left, the running one included. */
export const daysLeft = (expiresAt: string, now: number): number => Math.max(0, Math.ceil((Date.parse(expiresAt) - now) / DAY_MS));
