import { afterAll, describe, expect, it } from '@jest/globals';
import { enrich } from './enrich.js';
import { EnrichmentPool } from './enrichment-pool.js';

const pool = new EnrichmentPool({ size: 2 });
afterAll(() => pool.close());

describe('the enrichment pool', () => {
  it('finds in its compiled workers what the function finds here', async () => {
    const inputs = ['华东仓的包裹五天没动，要求退款', '充电时冒烟起火', 'Where is my parcel? Shanghai', '', '😡'.repeat(9_000)].map(
      (text) => ({ text, channel: 'web' }),
    );
    const [first, second] = await Promise.all([pool.run(inputs), pool.run([...inputs].reverse())]);
    expect(first).toEqual(inputs.map((i) => enrich(i)));
    expect(second).toEqual([...(first ?? [])].reverse());
  });
});
