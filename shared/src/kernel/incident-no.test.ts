import { describe, expect, it } from '@jest/globals';
import { incidentNoOf } from './incident-no.js';

describe('the number of an incident', () => {
  it('is understood in every way in which people write it', () => {
    for (const typed of [
      'INC-2026-0002',
      'inc-2026-0002',
      '2026-0002',
      '2026-2',
      ' 2026 0002 ',
      'ＩＮＣ－２０２６－０００２',
      'INC 2026–0002',
      'INC20260002',
    ])
      expect([typed, incidentNoOf(typed)]).toEqual([typed, 'INC-2026-0002']);
    expect(incidentNoOf('INC-2026-12345')).toBe('INC-2026-12345');
  });

  it('is not read into other numbers', () => {
    for (const typed of ['', '2026', '20260002', '2026-0002-1', 'C-261122-7K3M9Q', 'DD2026-0002', '电池'])
      expect(incidentNoOf(typed)).toBeNull();
  });
});
