import type { SetAside } from '@tocsin/shared/clustering';

/** What went wrong, in one of a few words that a person without knowledge of the code understands. */
export type ErrorKind = 'hang' | 'memory' | 'thread' | 'database' | 'code';

export function kindOf({ class: name, message }: SetAside['error']): ErrorKind {
  if (name === 'NoAnswer') return 'hang';
  if (/ERR_WORKER_OUT_OF_MEMORY/.test(`${name} ${message}`)) return 'memory';
  if (name === 'WorkerLost') return 'thread';
  if (/QueryFailed|DatabaseError|Problem/.test(name)) return 'database';
  return 'code';
}
