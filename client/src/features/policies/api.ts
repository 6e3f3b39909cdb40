import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { Backtest, DetectionPolicy, type BacktestRequest } from '@tocsin/shared/incidents';
import { http } from '../../lib/http.js';

export const detectionQuery = queryOptions({
  queryKey: ['policy-detection'],
  queryFn: ({ signal }) => http.get('/policies/detection', DetectionPolicy, { signal }),
});

export function useChangeDetection() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (policy: DetectionPolicy) => http.put('/policies/detection', policy, DetectionPolicy),
    onSuccess: (policy) => client.setQueryData(detectionQuery.queryKey, policy),
  });
}

/** Longer than the server lets one take, so that it is the server that says why it ended. */
const BACKTEST_TIMEOUT_MS = 90_000;

export const useBacktest = () =>
  useMutation({
    mutationFn: (request: BacktestRequest) =>
      http.post('/policies/detection/backtest', request, Backtest, { timeoutMs: BACKTEST_TIMEOUT_MS }),
  });
