import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { ImportJob, ImportPreview, type ImportMapping } from '@tocsin/shared/complaints';
import type { z } from 'zod';
import { http } from '../../lib/http.js';
import { prefs } from '../../lib/prefs.js';

export type Mapping = z.input<typeof ImportMapping>;
const POLL_MS = 1_000;
const UPLOAD_MS = 10 * 60_000;

/** While it runs it is asked again each second; when it is over, never. */
export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['import', id],
    queryFn: ({ signal }) => http.get(`/imports/${id}`, ImportJob, { signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? POLL_MS : false),
  });

export const previewQuery = (id: string, mapping: Mapping) =>
  queryOptions({
    queryKey: ['import-preview', id, mapping],
    queryFn: ({ signal }) => http.post(`/imports/${id}/preview`, mapping, ImportPreview, { signal }),
    gcTime: 0,
  });

export function useUpload() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (file: File) => {
      const form = new FormData();
      form.set('file', file);
      return http.post('/imports', form, ImportJob, { timeoutMs: UPLOAD_MS });
    },
    onSuccess: (job) => client.setQueryData(importQuery(job.id).queryKey, job),
  });
}

export function useStartImport(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (mapping: Mapping) => http.post(`/imports/${id}/start`, mapping, ImportJob),
    onSuccess: (job) => client.setQueryData(importQuery(id).queryKey, job),
  });
}

export const errorFileUrl = (id: string): string => http.url(`/imports/${id}/errors.csv`, { lang: prefs.get().lang });
