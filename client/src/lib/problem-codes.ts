import type { ProblemCode } from '@tocsin/shared/kernel';

/** The server's codes, and the three failures only a client can see. */
export type ClientProblemCode = ProblemCode | 'client/offline' | 'client/timeout' | 'client/contract';
