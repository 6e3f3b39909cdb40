import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testApp, type TestApp } from '../../../../test/app.js';
import { asOwner } from '../../../../test/database.js';
import { expectExactCounts } from '../../../../test/groups.js';
import { until } from '../../../../test/live-house.js';
import { serverProcess } from '../../../../test/server-process.js';

const TEXTS = [
  '华东仓停摆，物流三天没有更新，要求退款',
  '优惠券付款时失效，满减没有生效，请补发',
  '手机壳有色差，想换一个',
  '包裹压坏了，客服拒绝赔付',
];

describe('a clusterer that is killed', () => {
  let app: TestApp;
  let folder: string;
  let filed = 0;

  beforeAll(async () => {
    app = await testApp({ env: { TOCSIN_ROLES: 'api,worker' } });
    folder = await mkdtemp(join(tmpdir(), 'tocsin-crash-'));
  });
  afterAll(async () => {
    await app.close();
    await rm(folder, { recursive: true, force: true });
  });

  const start = (failpoint: string | null): ChildProcess =>
    serverProcess(app, folder, {
      TOCSIN_ROLES: 'clusterer',
      TOCSIN_CLUSTERER: 'inline',
      ...(failpoint !== null && { TOCSIN_FAILPOINT: failpoint }),
    });

  const fileMany = async (count: number): Promise<void> => {
    const machine = await app.as.key('complaint:create');
    const lines = Array.from({ length: count }, (_, i) => ({
      text: `${TEXTS[i % TEXTS.length] ?? ''}。编号 ${String(filed + i)}`,
      channel: 'web',
      complainant: { phone: `137${String(10_000_000 + filed + i)}` },
    }));
    for (const line of lines) await machine.post('/complaints', line).expect(201);
    filed += count;
  };
  const read = async (): Promise<number> =>
    Number((await asOwner<{ n: string }>(app.database, `SELECT count(*) AS n FROM complaint_case`))[0]?.n);

  it.each(['after-cases', 'after-groups', 'before-commit', 'after-commit'])(
    'loses and doubles nothing when it dies %s',
    async (failpoint) => {
      const doomed = start(failpoint);
      const died = once(doomed, 'exit');
      await fileMany(12);
      const [, signal] = (await died) as [number | null, string | null];
      expect(signal).toBe('SIGKILL');
      const heir = start(null);
      try {
        await until(async () => (await read()) === filed);
      } finally {
        heir.kill('SIGTERM');
        await once(heir, 'exit');
      }
      await expectExactCounts(app);
      const [twice] = await asOwner<{ n: string }>(
        app.database,
        `SELECT count(*) AS n FROM (SELECT seq FROM complaint_case GROUP BY seq HAVING count(*) > 1) x`,
      );
      expect(twice?.n).toBe('0');
    },
  );

  it('loses nothing when it is killed at any moment, again and again', async () => {
    for (let round = 0; round < 5; round++) {
      const victim = start(null);
      await fileMany(8);
      await new Promise((go) => setTimeout(go, 700 + round * 250));
      victim.kill('SIGKILL');
      await once(victim, 'exit');
    }
    const heir = start(null);
    try {
      await until(async () => (await read()) === filed);
    } finally {
      heir.kill('SIGTERM');
      await once(heir, 'exit');
    }
    await expectExactCounts(app);
  });
});
