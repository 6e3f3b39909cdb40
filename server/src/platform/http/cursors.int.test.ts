import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testApp, type TestApp } from '../../../test/app.js';
import type { Staff } from '../../../test/as.js';

const LISTS = [
  ...['/incidents', '/complaints?sort=newest', '/complaints?sort=priority', '/complaints?sort=score', '/groups?sort=latest'],
  ...['/groups?sort=size', '/clustering/recluster-runs', '/users', '/api-keys', '/dictionary', '/audit'],
];
const ID = '01938e3f-0000-7000-8000-000000000000';
const mark = (...values: unknown[]): string => Buffer.from(JSON.stringify(values)).toString('base64url');
const NONSENSE = [
  ...[`9999-12-31T.Z~${ID}`, `2026-13-45T00:00:00Z~${ID}`, '2026-01-01T00:00:00Z~------------------------------------', `~${ID}`],
  ...['-'.repeat(36), 'zzz', '-1', '1e400', '99999999999999999999', `999999999999~${ID}`, `12~${'-'.repeat(36)}`],
  ...[mark('newest', '2026-01-01 (x)', ID), mark('priority', 'P1', '2026-99-99', ID), mark('score', 1e308, ID), mark('newest', [], {})],
];

describe('a cursor that no list gave out', () => {
  let app: TestApp;
  let admin: Staff;

  beforeAll(async () => {
    app = await testApp();
    admin = await app.as.admin();
  });
  afterAll(() => app.close());

  it.each(LISTS)('is answered on %s without a failure of ours', async (list) => {
    const name = list === '/audit' ? 'afterSeq' : 'cursor';
    for (const cursor of NONSENSE) {
      const path = `${list}${list.includes('?') ? '&' : '?'}${name}=${encodeURIComponent(cursor)}`;
      const { status } = await admin.get(path);
      expect([path, [200, 400, 422].includes(status)]).toEqual([path, true]);
    }
  });

  it('is a 400 where a time of it cannot be one', async () => {
    const path = `/incidents?cursor=${encodeURIComponent(`9999-12-31T.Z~${ID}`)}`;
    await admin.get(path).problem(400, 'request/malformed');
  });
});
