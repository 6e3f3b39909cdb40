import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testApp, type TestApp } from '../../test/app.js';
import { PASSWORD, type Staff } from '../../test/as.js';
import { Passwords } from './passwords.js';

const FLOOD = 3_000;

describe('sign-in while others try thousands of passwords', () => {
  let app: TestApp;
  let person: Staff;
  let device: string;

  beforeAll(async () => {
    app = await testApp({ env: { TRUST_PROXY: 'true' } });
    person = await app.as.someone(['agent']);
    const answer = await app.as.nobody.post('/auth/login', { email: person.email, password: PASSWORD });
    device = /tocsin_device=[^;,]+/.exec(answer.headers.get('set-cookie') ?? '')?.[0] ?? '';
  });
  afterAll(() => app.close());

  const login = (from: string, email: string, password: string, headers = {}) =>
    app.as.nobody.post('/auth/login', { email, password }, { headers: { 'x-forwarded-for': from, ...headers } });

  it('lets in at once who has signed in on this device before, and in turn who comes from elsewhere', async () => {
    let open = true;
    const statuses = new Map<number, number>();
    const attack = async (n: number): Promise<void> => {
      for (let i = n; i < FLOOD && open; i += 200) {
        const { status } = await login(`10.${String(i % 3)}.0.${String(i % 7)}`, `ghost-${String(i)}@tocsin.test`, 'a wrong password 1');
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
    };
    const flood = Promise.all(Array.from({ length: 200 }, (_, n) => attack(n)));
    const sum = (): number => [...statuses.values()].reduce((all, count) => all + count, 0);
    await login('192.0.2.7', person.email, PASSWORD, { cookie: device }).expect(200);
    const answered = sum();
    await login('192.0.2.8', person.email, PASSWORD).expect(200);
    const answeredThen = sum();
    open = false;
    await flood;
    // Measured by the flood and not by a clock: in one queue, everybody who came first would have been answered first.
    expect([answered < FLOOD, answeredThen < FLOOD]).toEqual([true, true]);
    expect(statuses.get(503) ?? 0).toBeGreaterThan(0);
    expect([...statuses.keys()].every((status) => [401, 429, 503].includes(status))).toBe(true);
  });

  it('refuses what finds no room before it costs anything, with the time to come back, and without counting it as an attempt', async () => {
    const passwords = app.get(Passwords);
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const busy = Array.from({ length: 18 }, () => passwords.inTurn({ name: '198.51.100.1', known: false }, () => held));
    for (let i = 0; i < 8; i++) {
      const answer = await login('198.51.100.1', person.email, PASSWORD);
      expect(answer).toMatchObject({ status: 503, body: { code: 'server/busy' } });
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    release();
    await Promise.all(busy);
    await login('198.51.100.1', person.email, PASSWORD).expect(200);
  });

  it('the mark of a device opens nothing, and serves its own account alone', async () => {
    await app.as.nobody.get('/auth/me', { headers: { cookie: device } }).problem(401, 'auth/required');
    await login('192.0.2.9', person.email, 'a wrong password 1', { cookie: device }).problem(401, 'auth/invalid-credentials');
  });
});
