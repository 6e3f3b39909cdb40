import { z } from 'zod';
import { presence, UNATTENDED } from './presence.js';
import { ProblemError, problemOf } from './problem-error.js';
import { readOnly } from './read-only.js';
import { learnServerTime } from './server-clock.js';

const BASE = '/api/v1';
const TIMEOUT_MS = 30_000;
/** A file of every complaint of a year takes its time; whoever waits may leave the page. */
const FILE_TIMEOUT_MS = 3_600_000;

export type QueryValue = string | number | boolean | null | undefined | readonly (string | number)[];

export interface CallOptions {
  query?: Record<string, QueryValue>;
  signal?: AbortSignal;
  /** Makes a repeated create harmless; keep the same key for a retry of the same intent. */
  idempotencyKey?: string;
  ifMatch?: string;
  timeoutMs?: number;
}

/** For calls that answer 204. */
export const NoContent = z.unknown().transform((): undefined => undefined);

function urlOf(path: string, query: CallOptions['query']): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query ?? {})) {
    if (value === null || value === undefined || value === '') continue;
    if (typeof value === 'object') for (const one of value) search.append(key, String(one));
    else search.set(key, String(value));
  }
  const text = search.toString();
  return `${BASE}${path}${text === '' ? '' : `?${text}`}`;
}

function headersOf(body: unknown, options: CallOptions): Headers {
  const headers = new Headers({ accept: 'application/json, application/problem+json' });
  if (body !== undefined && !(body instanceof FormData)) headers.set('content-type', 'application/json');
  if (options.idempotencyKey !== undefined) headers.set('idempotency-key', options.idempotencyKey);
  if (options.ifMatch !== undefined) headers.set('if-match', options.ifMatch);
  if (!presence.asks(Date.now())) headers.set(UNATTENDED, '1');
  return headers;
}

async function send(method: string, path: string, body: unknown, options: CallOptions): Promise<Response> {
  // A server that takes nothing says so itself, and lets people sign out.
  if (method !== 'GET' && readOnly.get() === 'offline') throw new ProblemError({ code: 'client/read-only', status: 0 });
  const timeout = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
  const signal = options.signal === undefined ? timeout : AbortSignal.any([options.signal, timeout]);
  const payload = body === undefined ? null : body instanceof FormData ? body : JSON.stringify(body);
  const sent = Date.now();
  try {
    const response = await fetch(urlOf(path, options.query), {
      method,
      headers: headersOf(body, options),
      body: payload,
      signal,
      credentials: 'same-origin',
    });
    learnServerTime(response.headers.get('date'), sent, Date.now());
    return response;
  } catch (error) {
    if (options.signal?.aborted === true) throw error;
    throw new ProblemError({ code: timeout.aborted ? 'client/timeout' : 'client/offline', status: 0 });
  }
}

async function call<S extends z.ZodType>(
  method: string,
  path: string,
  body: unknown,
  schema: S,
  options: CallOptions = {},
): Promise<z.output<S>> {
  const response = await send(method, path, body, options);
  if (!response.ok) throw await problemOf(response);
  const text = await response.text();
  const parsed = schema.safeParse(text === '' ? undefined : JSON.parse(text));
  if (parsed.success) return parsed.data;
  console.error(`The answer of ${method} ${path} breaks its contract`, z.prettifyError(parsed.error));
  throw new ProblemError({ code: 'client/contract', status: response.status, requestId: response.headers.get('x-request-id') });
}

/** The file that an address answers, whole; a refusal is an error like that of any other call. */
async function file(path: string, body: unknown): Promise<{ bytes: Blob; name: string }> {
  const response = await send('POST', path, body, { timeoutMs: FILE_TIMEOUT_MS });
  if (!response.ok) throw await problemOf(response);
  const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? '';
  try {
    return { bytes: await response.blob(), name };
  } catch {
    // It broke off half-way: half a record must not be taken for a whole one.
    throw new ProblemError({ code: 'client/offline', status: 0 });
  }
}

export const http = {
  get: <S extends z.ZodType>(path: string, schema: S, options?: CallOptions): Promise<z.output<S>> =>
    call('GET', path, undefined, schema, options),
  post: <S extends z.ZodType>(path: string, body: unknown, schema: S, options?: CallOptions): Promise<z.output<S>> =>
    call('POST', path, body, schema, options),
  put: <S extends z.ZodType>(path: string, body: unknown, schema: S, options?: CallOptions): Promise<z.output<S>> =>
    call('PUT', path, body, schema, options),
  patch: <S extends z.ZodType>(path: string, body: unknown, schema: S, options?: CallOptions): Promise<z.output<S>> =>
    call('PATCH', path, body, schema, options),
  delete: <S extends z.ZodType>(path: string, schema: S, options?: CallOptions): Promise<z.output<S>> =>
    call('DELETE', path, undefined, schema, options),
  file,
  /** The address itself, for downloads and links. */
  url: (path: string, query?: CallOptions['query']): string => urlOf(path, query),
};
