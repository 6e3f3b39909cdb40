import { describe, expect, it } from '@jest/globals';
import { NewComplaint } from '@tocsin/shared/complaints';
import { bigSaleLogistics } from './big-sale-logistics.js';
import type { ScriptedComplaint } from './scenario.js';

const all = [...bigSaleLogistics.complaints({ count: 12_000 })];
const labels = bigSaleLogistics.groups.map((g) => g.label);
const inGroup = (c: ScriptedComplaint): boolean => labels.includes(c.label ?? '');
const share = (part: number): number => part / all.length;
const tally = <K>(keys: Iterable<K>): Map<K, number> => {
  const counts = new Map<K, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
};

describe('the big-sale crisis', () => {
  it('is told the same way for the same seed and another way for another', () => {
    const told = (seed: number): string[] => [...bigSaleLogistics.complaints({ seed, count: 200 })].map((c) => JSON.stringify(c));
    expect(told(7)).toEqual(told(7));
    expect(told(7)).not.toEqual(told(8));
  });

  it('is as long as asked, in order of time', () => {
    expect([...bigSaleLogistics.complaints({ rate: 10, durationSeconds: 6 })]).toHaveLength(60);
    for (let i = 1; i < all.length; i++) expect(all[i]?.atMs).toBeGreaterThanOrEqual(all[i - 1]?.atMs ?? 0);
    expect(all.at(-1)?.atMs).toBeLessThan((12_000 / 35) * 1_000 + 100);
  });

  it('sends only what the intake takes', () => {
    expect(all.filter(({ body }) => !NewComplaint.safeParse(body).success)).toEqual([]);
    expect(new Set(all.map((c) => `${c.body.source} ${c.body.externalId}`)).size).toBe(all.length);
  });

  it('holds three crises and heavy noise', () => {
    const counts = tally(all.map((c) => c.label));
    for (const label of labels) expect(share(counts.get(label) ?? 0)).toBeGreaterThan(0.06);
    expect(share(all.filter((c) => !inGroup(c)).length)).toBeGreaterThan(0.33);
  });

  it('keeps every other trouble smaller than an incident', () => {
    const small = tally(all.filter((c) => !inGroup(c) && c.label !== null).map((c) => c.label));
    expect(small.size).toBeGreaterThan(300);
    expect(Math.max(...small.values())).toBeLessThanOrEqual(3);
  });

  it('never says the same thing twice, apart from re-posts', () => {
    const texts = all.filter((c) => c.kind !== 'repost').map((c) => c.body.text);
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('grows angrier: those who write again have moved along the emotion chain, and the public share rises', () => {
    const social = (from: number, to: number): number => {
      const part = all.slice(from, to).filter(inGroup);
      return part.filter((c) => c.body.channel === 'social').length / part.length;
    };
    expect(social(9_000, 12_000)).toBeGreaterThan(social(0, 3_000) * 1.3);
    expect(share(all.filter((c) => c.kind === 'again').length)).toBeGreaterThan(0.02);
    expect(share(all.filter((c) => c.kind === 'repost').length)).toBeGreaterThan(0.01);
  });

  it('comes in simplified and traditional Chinese and in English, from all over the country', () => {
    const having = (pattern: RegExp): number => all.filter((c) => pattern.test(c.body.text)).length;
    expect(share(having(/[倉請訂單]/))).toBeGreaterThan(0.02);
    expect(share(having(/[a-z]{3,} [a-z]{2,} [a-z]{2,}/))).toBeGreaterThan(0.03);
    expect(new Set(all.map((c) => c.body.place).filter((p) => typeof p === 'string')).size).toBeGreaterThan(40);
  });

  it('calls nobody by accident', () => {
    const phones = all.map((c) => c.body.complainant?.phone).filter((p) => p !== undefined);
    expect(phones.length).toBeGreaterThan(1_000);
    expect(phones.every((p) => /^100\d{8}$|555-01\d\d$/.test(p))).toBe(true);
    expect(all.every((c) => /@example\.com$/.test(c.body.complainant?.email ?? '@example.com'))).toBe(true);
  });

  it('gives social posts readers and everybody else none', () => {
    expect(all.every(({ body }) => (body.channel === 'social') === (body.reach !== undefined))).toBe(true);
    expect(Math.max(...all.map((c) => c.body.reach?.followers ?? 0))).toBeGreaterThan(10_000);
  });
});
