import type { ProblemCode } from '@tocsin/shared/kernel';

/** The server's codes, and the four failures only a client can see. */
export type ClientProblemCode =
  ProblemCode | 'client/offline' | 'client/read-only' | 'client/timeout' | 'client/contract' | 'client/brands';
