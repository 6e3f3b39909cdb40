import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { DetectionPolicy } from '@tocsin/shared/incidents';
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
