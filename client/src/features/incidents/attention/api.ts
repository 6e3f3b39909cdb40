import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Attention, LookedAt, SinceLooked, type OpenAlarm, type UnreadMark } from '@tocsin/shared/incidents';
import type { IncidentId } from '@tocsin/shared/kernel';
import { OVERVIEW, type StreamId } from '@tocsin/shared/live';
import { useEffect, useRef } from 'react';
import { useStream } from '../../../live/index.js';
import { http } from '../../../lib/http.js';
import { useCan } from '../../../lib/session.js';

const KEY = ['attention'];
const OWN_STREAM = 'me' as StreamId;
/** A note is told in its own war room alone; for it the marks are asked for now and then. */
const POLL_MS = 60_000;
const SETTLE_MS = 400;

export const attentionQuery = queryOptions({
  queryKey: KEY,
  queryFn: ({ signal }) => http.get('/attention', Attention, { signal }),
  refetchInterval: POLL_MS,
  refetchIntervalInBackground: true,
  refetchOnWindowFocus: true,
});

export const sinceQuery = (id: IncidentId) =>
  queryOptions({
    queryKey: ['since-looked', id],
    queryFn: ({ signal }) => http.get(`/attention/incidents/${id}/since`, SinceLooked, { signal }),
    staleTime: 0,
  });

export function useAttention(): Attention | null {
  return useQuery({ ...attentionQuery, enabled: useCan('incident:read') }).data ?? null;
}

export function useMark(id: IncidentId): UnreadMark | null {
  return useAttention()?.marks.find((mark) => mark.id === id) ?? null;
}

/** Asks anew soon after something was told; many events at once are one question. */
export function useLiveAttention(): void {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const ask = (): void => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void client.invalidateQueries({ queryKey: KEY }), SETTLE_MS);
  };
  const allowed = useCan('incident:read');
  useStream(allowed ? OVERVIEW : null, { onEvent: ask, onReset: ask });
  useStream(allowed ? OWN_STREAM : null, { onEvent: (event) => (event.type === 'attention.changed' ? ask() : undefined), onReset: ask });
}

export function useAcknowledge() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, at }: Pick<OpenAlarm, 'id' | 'at'>) => http.put(`/attention/incidents/${id}/acknowledged`, { at }, Attention),
    onSuccess: (attention) => client.setQueryData(KEY, attention),
  });
}

export function useLookAt(id: IncidentId) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { seq: number; settle?: boolean }) => http.put(`/attention/incidents/${id}/seen`, body, LookedAt),
    onSuccess: () =>
      client.setQueryData<Attention>(KEY, (known) => known && { ...known, marks: known.marks.filter((mark) => mark.id !== id) }),
  });
}
