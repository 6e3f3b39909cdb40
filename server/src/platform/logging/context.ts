import { AsyncLocalStorage } from 'node:async_hooks';

/** What every log line and every audit row of one request, job or socket message shares. */
export interface WorkContext {
  requestId: string;
  /** Where it came from, as the proxy settings tell it. */
  ip?: string;
  userId?: string;
  incidentId?: string;
  /** Set by `@Idempotent()` from the `Idempotency-Key` header, taken by the transaction that has the effect. */
  idempotency?: { principal: string; route: string; key: string; bodyHash: Buffer; replayed?: boolean };
}

const storage = new AsyncLocalStorage<WorkContext>();

export const currentContext = (): WorkContext | undefined => storage.getStore();
export const inContext = <T>(context: WorkContext, work: () => T): T => storage.run(context, work);
