import { expect } from '@playwright/test';
import { ADMIN } from './product.js';

export interface Session {
  cookie: string;
  get: <T>(path: string) => Promise<T>;
  post: <T>(path: string, body: unknown, headers?: Record<string, string>) => Promise<T>;
  send: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Response>;
}

function sessionOf(url: string, cookie: string): Session {
  const send: Session['send'] = (method, path, body, headers = {}) =>
    fetch(`${url}/api/v1${path}`, {
      method,
      headers: { cookie, origin: url, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const json = async <T>(answer: Response): Promise<T> => {
    const text = await answer.text();
    expect(answer.ok, `${answer.status} ${answer.url}: ${text.slice(0, 500)}`).toBe(true);
    return JSON.parse(text) as T;
  };
  return {
    cookie,
    send,
    get: async (path) => json(await send('GET', path)),
    post: async (path, body, headers) => json(await send('POST', path, body, headers)),
  };
}

/** Signs in over the API, as a program would; journeys about signing in use the screen. */
export async function signIn(url: string, who: { email: string; password: string } = ADMIN): Promise<Session> {
  const answer = await fetch(`${url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(who),
  });
  expect(answer.ok, `sign-in answered ${answer.status}`).toBe(true);
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  return sessionOf(url, cookie);
}
