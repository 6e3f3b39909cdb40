import { describe, expect, it } from '@jest/globals';
import { learnServerTime, serverNow } from './server-clock.js';

const header = (at: number): string => new Date(at).toUTCString();
const ahead = (): number => serverNow() - Date.now();

describe('the server’s time', () => {
  it('follows the server however this machine’s clock is set, and takes the quickest answer for the best', () => {
    const now = Date.now();
    learnServerTime(null, now, now + 10);
    learnServerTime('soon', now, now + 10);
    expect(ahead()).toBe(0);
    learnServerTime(header(now + 7 * 3_600_000), now, now + 200);
    expect(Math.abs(ahead() - 7 * 3_600_000)).toBeLessThan(1_200);
    // A slow answer says less about the same moment.
    learnServerTime(header(now + 6 * 3_600_000), now, now + 9_000);
    expect(Math.abs(ahead() - 7 * 3_600_000)).toBeLessThan(1_200);
    learnServerTime(header(now), now, now + 20);
    expect(ahead()).toBe(0);
  });
});
