import { hash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits in 43 characters that need no escaping anywhere. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** In one call: a hash object for each value costs less to fill than to collect as garbage. */
export const sha256 = (data: string | Uint8Array): Buffer => hash('sha256', data, 'buffer');

/** Tokens of 256 bits need no slow hash: nothing can be guessed, and a leaked table is worth nothing. */
export const tokenHash = (token: string): Buffer => sha256(token);

/** Compares without telling by its duration how far the two agree. */
export const sameSecret = (a: string, b: string): boolean => timingSafeEqual(tokenHash(a), tokenHash(b));
