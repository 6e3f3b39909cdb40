import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Module } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testApp, type TestApp } from '../../../test/app.js';
import { asOwner } from '../../../test/database.js';
import { currentContext } from '../logging/context.js';
import { Jobs } from './jobs.js';
import { Handles, defineQueue, type JobInfo } from './queue.js';

interface Greeting {
  who: string;
  failFirst?: boolean;
}
const greetings = defineQueue<Greeting>('test.greetings', { retries: 2 });

@Injectable()
class Greeter {
  readonly runs: { who: string; requestId: string | undefined }[] = [];

  @Handles(greetings)
  async greet({ who, failFirst }: Greeting, _job: JobInfo): Promise<void> {
    await sleep(1);
    this.runs.push({ who, requestId: currentContext()?.requestId });
    if (failFirst && this.runs.filter((run) => run.who === who).length === 1) throw new Error('not yet');
  }
}

@Module({ providers: [Greeter] })
class GreeterModule {}

let app: TestApp;
let jobs: Jobs;
let greeter: Greeter;
beforeAll(async () => {
  app = await testApp({ extra: [GreeterModule] });
  jobs = app.get(Jobs);
  greeter = app.get(Greeter);
});
afterAll(() => app.close());

const until = async (done: () => boolean): Promise<void> => {
  for (const deadline = performance.now() + 15_000; !done(); await sleep(50))
    if (performance.now() > deadline) throw new Error('no job ran');
};
const runsOf = (who: string) => greeter.runs.filter((run) => run.who === who);

describe('a job', () => {
  it('exists when its transaction commits, and only then', async () => {
    const lost = app.db.transaction(async (tx) => {
      await jobs.send(tx, greetings, { who: 'lost' });
      throw new Error('rolled back');
    });
    await expect(lost).rejects.toThrow('rolled back');
    await app.db.transaction((tx) => jobs.send(tx, greetings, { who: 'kept' }));
    await until(() => runsOf('kept').length > 0);
    expect(runsOf('lost')).toEqual([]);
    expect(runsOf('kept')[0]?.requestId).toMatch(/^job:/);
  });

  it('is run again when it failed', async () => {
    await app.db.transaction((tx) => jobs.send(tx, greetings, { who: 'stubborn', failFirst: true }));
    await until(() => runsOf('stubborn').length === 2);
  });

  it('waits for its time', async () => {
    const later = new Date(Date.now() + 3_600_000);
    await app.db.transaction((tx) => jobs.send(tx, greetings, { who: 'later' }, { startAfter: later }));
    const rows = await asOwner<{ start_after: Date }>(app.database, `SELECT start_after FROM pgboss.job WHERE data->>'who' = 'later'`);
    expect(rows[0]?.start_after.getTime()).toBe(later.getTime());
  });

  it('lies in a schema the application role owns, and needs no other right', async () => {
    const rows = await asOwner<{ owner: string }>(
      app.database,
      `SELECT DISTINCT tableowner AS owner FROM pg_tables WHERE schemaname = 'pgboss'`,
    );
    expect(rows).toEqual([{ owner: 'tocsin_app' }]);
    await expect(app.db.query(`CREATE TABLE public.more (id int)`)).rejects.toThrow(/permission denied/);
  });

  it('is left to the workers by a node that is none', async () => {
    const api = await testApp({ beside: app, extra: [GreeterModule], env: { TOCSIN_ROLES: 'api' } });
    await api.db.transaction((tx) => api.get(Jobs).send(tx, greetings, { who: 'elsewhere' }));
    await until(() => runsOf('elsewhere').length === 1);
    expect(api.get(Greeter).runs).toEqual([]);
    await api.close();
  });

  it('is all that a worker without the api does, apart from saying that it lives', async () => {
    const worker = await testApp({ beside: app, extra: [GreeterModule], env: { TOCSIN_ROLES: 'worker' } });
    await worker.as.nobody.get('/auth/me').problem(404, 'resource/not-found');
    await worker.as.nobody.get('!/readyz').expect(200);
    await worker.close();
  });
});
