import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isProblem } from './problem-error.js';

interface Hooks {
  /** The session ended under the user's hands. */
  onSignedOut: () => void;
}

/** A 4xx will say the same again; only the network and the server's bad moments are worth another try. */
const worthRetry = (failures: number, error: unknown): boolean =>
  failures < 2 && (!isProblem(error) || error.status === 0 || error.status >= 502);

export function createQueryClient(hooks: Hooks): QueryClient {
  const onError = (error: unknown): void => {
    if (isProblem(error, 'auth/required')) hooks.onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      // Offline a question fails at once and says so, instead of waiting unseen; nothing is written later behind anyone's back.
      queries: { networkMode: 'always', staleTime: 30_000, gcTime: 5 * 60_000, retry: worthRetry, refetchOnWindowFocus: false },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
