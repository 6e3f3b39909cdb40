import type { UploadedAttachment } from '@tocsin/shared/complaints';
import { useCallback, useEffect, useRef, useState } from 'react';
import { clock } from '../../lib/format.js';
import { isFailure } from '../failure.js';
import type { Key } from '../words.js';

export const MAX_FILES = 5;
const MAX_BYTES = 10 * 1024 * 1024;

export interface Upload {
  key: number;
  file: File;
  share: number;
  state: 'sending' | 'done' | 'failed';
  fault: { key: Key; at?: string } | null;
  held: UploadedAttachment | null;
}

function faultOf(error: unknown): NonNullable<Upload['fault']> {
  if (!isFailure(error)) return { key: 'files.failed' };
  if (error.status === 415) return { key: 'files.type' };
  if (error.status === 413) return { key: 'files.tooLarge' };
  if (error.retryAfter !== null) return { key: 'files.slow', at: clock(Date.now() + error.retryAfter * 1_000 + 60_000) };
  return { key: 'files.failed' };
}

/** Files go up as soon as they are chosen, each on its own; the form then only names them. */
export function useUploads() {
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const [tooMany, setTooMany] = useState(false);
  const sending = useRef(new Map<number, AbortController>());
  const next = useRef(0);
  useEffect(() => {
    const open = sending.current;
    return () => open.forEach((one) => one.abort());
  }, []);

  const change = useCallback((key: number, more: Partial<Upload>) => {
    setUploads((all) => all.map((one) => (one.key === key ? { ...one, ...more } : one)));
  }, []);

  const send = useCallback(
    async (key: number, file: File): Promise<void> => {
      const gone = new AbortController();
      sending.current.set(key, gone);
      try {
        const { upload } = await import('../api.js');
        const held = await upload(file, (share) => change(key, { share }), gone.signal);
        change(key, { state: 'done', share: 1, held });
      } catch (error) {
        change(key, { state: 'failed', fault: faultOf(error) });
      } finally {
        sending.current.delete(key);
      }
    },
    [change],
  );

  const add = (files: readonly File[]): void => {
    const taken = files.slice(0, Math.max(0, MAX_FILES - uploads.length)).map((file): Upload => {
      const tooLarge = file.size > MAX_BYTES;
      const fault = tooLarge ? ({ key: 'files.tooLarge' } as const) : null;
      return { key: next.current++, file, share: 0, state: tooLarge ? 'failed' : 'sending', fault, held: null };
    });
    setTooMany(taken.length < files.length);
    setUploads([...uploads, ...taken]);
    for (const { key, file, state } of taken) if (state === 'sending') void send(key, file);
  };
  const remove = (key: number): void => {
    sending.current.get(key)?.abort();
    setTooMany(false);
    setUploads((all) => all.filter((one) => one.key !== key));
  };
  const retry = ({ key, file }: Upload): void => {
    change(key, { state: 'sending', share: 0, fault: null });
    void send(key, file);
  };
  return { uploads, tooMany, add, remove, retry };
}
