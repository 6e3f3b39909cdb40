import { describe, expect, it } from '@jest/globals';
import { Aliases } from './aliases.js';

const MERGES = 150_000;
const none = (): boolean => false;

describe('where merged groups went', () => {
  it('is remembered of the newest merges alone', () => {
    const aliases = new Aliases(none);
    for (let i = 0; i < MERGES; i++) aliases.set(`d${String(i)}`, 'big');
    expect(aliases.size).toBeLessThanOrEqual(256 * 256);
    expect([aliases.get('d0'), aliases.get(`d${String(MERGES - 1)}`)]).toEqual([undefined, 'big']);
    let recent = 0;
    for (let i = MERGES - 30_000; i < MERGES; i++) if (aliases.has(`d${String(i)}`)) recent += 1;
    expect(recent).toBe(30_000);
  });

  it('is never forgotten of a group whose founder may found again', () => {
    const held = (group: string): boolean => Number(group.slice(1)) < 50;
    const aliases = new Aliases(held);
    for (let i = 0; i < MERGES; i++) aliases.set(`d${String(i)}`, 'big');
    for (let i = 0; i < 50; i++) expect(aliases.get(`d${String(i)}`)).toBe('big');
    expect(aliases.size).toBeLessThan(256 * 256 + 1_000);
  });

  it('is the same once it was put in again in its order', () => {
    const aliases = new Aliases(none);
    for (let i = 0; i < MERGES; i++) aliases.set(`d${String(i)}`, `g${String(i % 7)}`);
    const again = new Aliases(none);
    const into = [...aliases.values()];
    [...aliases.keys()].forEach((from, i) => again.set(from, into[i] ?? ''));
    expect([...again.keys()]).toEqual([...aliases.keys()]);
    for (let i = 0; i < 1_000; i++) for (const one of [aliases, again]) one.set(`n${String(i)}`, 'g');
    expect([...again.keys()]).toEqual([...aliases.keys()]);
  });
});
