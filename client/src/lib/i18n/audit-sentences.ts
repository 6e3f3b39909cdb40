import type { AuditAction, AuditArea } from '@tocsin/shared/audit';

type RestOf<Area extends string, Action extends string = AuditAction> = Action extends `${Area}.${infer Rest}` ? Rest : never;

/** A sentence for every action there is; a dictionary without one does not compile. */
export type AuditSentences = { [Area in AuditArea]: Record<RestOf<Area>, string> };
