import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testApp, type TestApp } from '../../../test/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

describe('an address called with another method', () => {
  it('says which ones it takes', async () => {
    for (const [method, path, allow] of [
      ['PUT', '/complaints/status', 'GET, HEAD, POST'],
      ['DELETE', '/auth/login', 'POST'],
      ['GET', '/auth/login', 'POST'],
      ['PATCH', '/incidents/0198c0de-0000-7000-8000-000000000000/situation', 'GET, HEAD'],
    ] as const) {
      const answer = await app.as.nobody.call(method, path);
      expect([method, path, answer.status, answer.headers.get('allow')]).toEqual([method, path, 405, allow]);
    }
    await app.as.nobody.call('GET', '/nowhere').problem(404, 'resource/not-found');
  });
});
