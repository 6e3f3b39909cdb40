import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits in 43 characters that need no escaping anywhere. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** Tokens of 256 bits need no slow hash: nothing can be guessed, and a leaked table is worth nothing. */
export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest();

export const sha256 = (data: string | Uint8Array): Buffer => createHash('sha256').update(data).digest();

/** Compares without telling by its duration how far the two agree. */
export const sameSecret = (a: string, b: string): boolean => timingSafeEqual(tokenHash(a), tokenHash(b));
