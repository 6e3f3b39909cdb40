import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { Backtest, VersionedDetectionPolicy, type BacktestRequest, type DetectionPolicy } from '@tocsin/shared/incidents';
import { http } from '../../lib/http.js';
import { isProblem } from '../../lib/problem-error.js';

/** The numbers apart from how often they have been changed, so that they can be compared with what somebody typed. */
export interface ReadPolicy {
  policy: DetectionPolicy;
  version: number;
}
const readOf = ({ version, ...policy }: VersionedDetectionPolicy): ReadPolicy => ({ policy, version });

export const detectionQuery = queryOptions({
  queryKey: ['policy-detection'],
  queryFn: async ({ signal }) => readOf(await http.get('/policies/detection', VersionedDetectionPolicy, { signal })),
});

export const isOvertaken = (error: unknown): boolean => isProblem(error, 'request/precondition-failed');

/** `version`: of the policy that whoever decides has seen. Another one in force refuses the change and is read anew. */
export function useChangeDetection() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ policy, version }: ReadPolicy) =>
      readOf(await http.put('/policies/detection', policy, VersionedDetectionPolicy, { ifMatch: `"${version}"` })),
    onSuccess: (read) => client.setQueryData(detectionQuery.queryKey, read),
    onError: (error) => void (isOvertaken(error) && client.invalidateQueries({ queryKey: detectionQuery.queryKey })),
  });
}

/** Longer than the server lets one take, so that it is the server that says why it ended. */
const BACKTEST_TIMEOUT_MS = 90_000;

export const useBacktest = () =>
  useMutation({
    mutationFn: (request: BacktestRequest) =>
      http.post('/policies/detection/backtest', request, Backtest, { timeoutMs: BACKTEST_TIMEOUT_MS }),
  });
