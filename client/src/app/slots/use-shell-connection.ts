import type { ConnectionState } from '../../ui/connection-pill.js';

export function useShellConnection(): ConnectionState {
  return { state: 'reconnecting', latencyMs: null, since: null };
}
