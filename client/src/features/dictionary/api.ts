import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import {
  DictionaryImport,
  DictionaryPage,
  ObjectEntry,
  type DictionaryCsv,
  type EditObjectEntry,
  type EntryKind,
  type NewObjectEntry,
} from '@tocsin/shared/clustering';
import { http } from '../../lib/http.js';

export interface DictionaryFilter {
  q: string;
  kind: EntryKind | null;
  retired: boolean;
}

const KEY = ['dictionary'];
const PAGE = 100;
/** The engine learns of a new version within a moment; until it has, the screen looks again. */
const UNTIL_IN_FORCE_MS = 2_000;

export const dictionaryQuery = ({ q, kind, retired }: DictionaryFilter) =>
  infiniteQueryOptions({
    queryKey: [...KEY, q, kind, retired],
    queryFn: ({ pageParam, signal }) =>
      http.get('/dictionary', DictionaryPage, { signal, query: { q, kind, retired: String(retired), limit: PAGE, cursor: pageParam } }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: ({ state }) => {
      const newest = state.data?.pages[0];
      return newest !== undefined && newest.inForce < newest.version ? UNTIL_IN_FORCE_MS : false;
    },
  });

export type Editing = { id: string | null; body: NewObjectEntry } & Pick<EditObjectEntry, 'retired' | 'version'>;

export function useSaveEntry() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, body, retired, version }: Editing) =>
      id === null
        ? http.post('/dictionary', body, ObjectEntry)
        : http.patch(`/dictionary/${id}`, { ...body, retired, version }, ObjectEntry),
    // After a conflict too: what is shown was outdated.
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

export function useImport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: DictionaryCsv) => http.post('/dictionary/import', body, DictionaryImport),
    onSuccess: ({ version }) => (version === null ? undefined : client.invalidateQueries({ queryKey: KEY })),
  });
}
