import { describe, expect, it } from '@jest/globals';
import { Presence, THERE_MS } from './presence.js';

const MINUTE = 60_000;

describe('presence', () => {
  it('takes whoever opens the page to be there, and nobody a minute after the last input', () => {
    const page = new Presence(0);
    expect(page.asks(1_000)).toBe(true);
    expect(page.asks(THERE_MS)).toBe(false);
    page.input(THERE_MS + 1);
    expect(page.asks(THERE_MS + 2)).toBe(true);
  });

  it('lets a page that asks every minute by itself look unused for hours', () => {
    const page = new Presence(0);
    const asked = Array.from({ length: 240 }, (_, i) => page.asks((i + 1) * MINUTE));
    expect(asked).not.toContain(true);
    expect(page.isBeatDue(240 * MINUTE)).toBe(false);
  });

  it('tells the server at least every two minutes of somebody who types for hours and asks nothing', () => {
    const page = new Presence(0);
    const told: number[] = [0];
    for (let now = 0; now < 180 * MINUTE; now += 5_000) {
      page.input(now);
      if (now % 15_000 === 0 && page.isBeatDue(now) && page.asks(now)) told.push(now);
    }
    const gaps = told.slice(1).map((at, i) => at - (told[i] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(2 * MINUTE);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(45_000);
    expect(told.at(-1)).toBeGreaterThan(178 * MINUTE);
  });

  it('tells nothing twice, and nothing of somebody who has left', () => {
    const page = new Presence(0);
    page.input(10_000);
    expect(page.asks(50_000)).toBe(true);
    expect(page.isBeatDue(100_000)).toBe(false);
    page.input(100_000);
    expect(page.isBeatDue(100_000)).toBe(true);
    expect(page.isBeatDue(100_000 + THERE_MS)).toBe(false);
  });
});
