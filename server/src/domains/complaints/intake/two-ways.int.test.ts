import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testApp, type TestApp } from '../../../../test/app.js';
import type { Answer, HttpClient } from '../../../../test/http-client.js';
import { SessionAuthenticator } from '../../../identity/index.js';
import { IntakeLane } from './intake.lane.js';

let app: TestApp;
let machine: HttpClient;
let taken = 0;

beforeAll(async () => {
  app = await testApp();
  machine = await app.as.key('complaint:create', 'complaint:read');
  const lane = app.get(IntakeLane);
  const take = lane.take.bind(lane);
  lane.take = (...given) => {
    const took = take(...given);
    taken += took ? 1 : 0;
    return took;
  };
});
afterAll(() => app.close());

const PLAIN = { text: '订单三天没有发货', channel: 'app' };
const json = (body: unknown): string => JSON.stringify(body);
const JSON_TYPE = { 'content-type': 'application/json' };

/** Everything that a guard, pipe, interceptor or hook looks at. */
const REQUESTS: [string, { path?: string; method?: string; body?: string; headers?: Record<string, string> }][] = [
  ['a plain complaint', {}],
  ['an unknown parameter', { path: '/complaints?nonsense=1' }],
  ['a parameter without a name', { path: '/complaints?' }],
  ['a fragment of an address', { path: '/complaints?%00' }],
  ['a trailing slash', { path: '/complaints/' }],
  ['another method', { method: 'PUT' }],
  ['a method that is none', { method: 'PATCH' }],
  ['a charset', { headers: { 'content-type': 'application/json; charset=utf-8' } }],
  ['another charset', { headers: { 'content-type': 'application/json; charset=gbk' } }],
  ['another type', { headers: { 'content-type': 'text/plain' } }],
  ['a form', { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'text=x&channel=app' }],
  ['an encoding', { headers: { 'content-encoding': 'gzip' } }],
  ['an accepted type', { headers: { accept: 'text/html' } }],
  ['a version', { headers: { 'if-match': '"3"' } }],
  ['a version that is none', { headers: { 'if-match': 'x' } }],
  ['a key', { headers: { 'idempotency-key': 'two-ways' } }],
  ['a key that is none', { headers: { 'idempotency-key': ' ' } }],
  ['a request id', { headers: { 'x-request-id': 'my-own-request' } }],
  ['another site', { headers: { 'sec-fetch-site': 'cross-site' } }],
  ['another origin', { headers: { origin: 'https://elsewhere.example' } }],
  ['its own origin', { headers: { 'sec-fetch-site': 'same-origin' } }],
  ['no body', { body: '' }],
  ['half a body', { body: '{"text":"x"' }],
  ['a list', { body: '[]' }],
  ['null', { body: 'null' }],
  ['an unknown field', { body: json({ ...PLAIN, nonsense: 1 }) }],
  ['a field twice', { body: '{"text":"a","text":"b","channel":"app"}' }],
  ['the field of a prototype', { body: '{"__proto__":{"channel":"app"},"text":"a","channel":"app"}' }],
  ['no channel', { body: json({ text: 'x' }) }],
  ['an unknown channel', { body: json({ ...PLAIN, channel: 'pigeon' }) }],
  ['an empty text', { body: json({ ...PLAIN, text: '  ' }) }],
  ['NUL', { body: json({ ...PLAIN, text: 'a\u0000b' }) }],
  ['half a character', { body: '{"text":"a\\ud83d","channel":"app"}' }],
  ['a byte order mark', { body: `\ufeff${json(PLAIN)}` }],
  ['a time that is not its own to say', { body: json({ ...PLAIN, receivedAt: '2026-01-01T00:00:00Z' }) }],
  ['a day long ago', { body: json({ ...PLAIN, occurredAt: '1999-01-01T00:00:00Z' }) }],
  ['an unknown area', { body: json({ ...PLAIN, place: { adcode: '999999' } }) }],
  ['a currency that is none', { body: json({ ...PLAIN, amount: { minor: 1, currency: 'XXQ' } }) }],
  ['a body beyond the limit', { body: json({ ...PLAIN, text: 'x'.repeat(1_100_000) }) }],
];

const VARIES = /^(?:date|x-request-id|connection|keep-alive)$/;
const shapeOf = ({ status, headers, body }: Answer): unknown => ({
  status,
  headers: [...headers.entries()]
    .map(([name, value]) => (VARIES.test(name) || name === 'content-length' ? name : `${name}: ${value}`))
    .filter((line) => !/^(?:connection|keep-alive)$/.test(line))
    .sort(),
  body:
    typeof body === 'object' && body !== null
      ? Object.entries(body).map(([name, value]) => (/^(?:id|receiptNo|receivedAt|requestId)$/.test(name) ? name : [name, value]))
      : body,
});

describe('a request taken by the lane and the same one taken by the framework', () => {
  it.each(REQUESTS)('are answered alike: %s', async (name, { path = '/complaints', method = 'POST', body = json(PLAIN), headers = {} }) => {
    const call = (more = {}): Promise<Answer> =>
      Promise.resolve(machine.call(method, path, body, { headers: { ...JSON_TYPE, ...headers, ...more } }));
    const other = name === 'a key' ? { 'idempotency-key': 'two-ways-cold' } : {};
    // Nobody is known: every request goes the ordinary way.
    const authenticator = app.get(SessionAuthenticator);
    const known = authenticator.known.bind(authenticator);
    authenticator.known = () => null;
    const ordinary = await call(other);
    authenticator.known = known;
    await machine.get('/complaints?limit=1').expect(200);
    expect(shapeOf(await call())).toEqual(shapeOf(ordinary));
  });

  it('and the lane did take some of them', () => {
    expect(taken).toBeGreaterThan(3);
  });
});
