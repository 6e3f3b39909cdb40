import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { ImportJob, ImportList, ImportPreview, type ImportChoice, type ImportMapping } from '@tocsin/shared/complaints';
import type { z } from 'zod';
import { http } from '../../lib/http.js';
import { prefs } from '../../lib/prefs.js';

export type Mapping = z.input<typeof ImportMapping>;
export type RowFile = 'rejected' | 'adjusted' | 'duplicate';
const POLL_MS = 1_000;
const UPLOAD_MS = 10 * 60_000;
const LIST = ['imports'] as const;

/** While it runs it is asked again each second; when it is over, never. */
export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['import', id],
    queryFn: ({ signal }) => http.get(`/imports/${id}`, ImportJob, { signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? POLL_MS : false),
  });

/** One's own, newest first. */
export const importsQuery = () =>
  queryOptions({
    queryKey: LIST,
    queryFn: ({ signal }) => http.get('/imports', ImportList, { signal }),
    refetchInterval: ({ state }) => (state.data?.items.some((job) => job.state === 'running') === true ? 3 * POLL_MS : false),
  });

export const previewQuery = (id: string, mapping: Mapping, read: ImportChoice) =>
  queryOptions({
    // What a mapping makes of the rows depends on how the file is read.
    queryKey: ['import-preview', id, mapping, read],
    queryFn: ({ signal }) => http.post(`/imports/${id}/preview`, mapping, ImportPreview, { signal }),
    gcTime: 0,
  });

/** Every answer is the job as it now stands; the list has to be asked again. */
function useKept(): (job: ImportJob) => void {
  const client = useQueryClient();
  return (job) => {
    client.setQueryData(importQuery(job.id).queryKey, job);
    void client.invalidateQueries({ queryKey: LIST });
  };
}

export interface Upload {
  file: File;
  choice: ImportChoice;
}

export function useUpload() {
  return useMutation({
    mutationFn: ({ file, choice }: Upload) => {
      const form = new FormData();
      form.set('file', file);
      const query = new URLSearchParams(Object.entries(choice).map(([name, value]) => [name, String(value)])).toString();
      return http.post(`/imports${query === '' ? '' : `?${query}`}`, form, ImportJob, { timeoutMs: UPLOAD_MS });
    },
    onSuccess: useKept(),
  });
}

export function useReread(id: string) {
  return useMutation({
    mutationFn: (choice: ImportChoice) => http.post(`/imports/${id}/reading`, choice, ImportJob, { timeoutMs: UPLOAD_MS }),
    onSuccess: useKept(),
  });
}

export function useStartImport(id: string) {
  return useMutation({
    mutationFn: (mapping: Mapping) => http.post(`/imports/${id}/start`, mapping, ImportJob),
    onSuccess: useKept(),
  });
}

export function useCancelImport(id: string) {
  return useMutation({ mutationFn: () => http.post(`/imports/${id}/cancel`, {}, ImportJob), onSuccess: useKept() });
}

export const rowFileUrl = (id: string, rows: RowFile): string => http.url(`/imports/${id}/errors.csv`, { lang: prefs.get().lang, rows });
