import { describe, expect, it } from '@jest/globals';
import { coreWords, isCoherent, isFragment } from './detection.rules.js';

describe('whether a group tells one thing', () => {
  it('asks much of a handful, less of a crowd, nothing of a mass', () => {
    expect(isCoherent(5, 0.8)).toBe(false);
    expect(isCoherent(5, 0.9)).toBe(true);
    expect(isCoherent(12, 0.8)).toBe(true);
    expect(isCoherent(25, 0.5)).toBe(true);
    expect(isCoherent(25, 0.4)).toBe(false);
    expect(isCoherent(400, 0.1)).toBe(true);
  });
});

describe('the core words of a group', () => {
  const terms = (...weights: number[]): { term: string; weight: number }[] => weights.map((weight, i) => ({ term: `w${i}`, weight }));

  it('are the few that make up half of what it says', () => {
    expect(coreWords(terms(0.8, 0.2))).toEqual(['w0']);
    expect(coreWords(terms(0.6, 0.4, 0.1))).toEqual(['w0', 'w1']);
  });

  it('are none when it says many things at once', () => {
    expect(coreWords(terms(0.2, 0.2, 0.2))).toEqual([]);
    expect(coreWords([])).toEqual([]);
  });
});

describe('a part of a known incident', () => {
  const part = { complainants: 12, age: 5_000, shares: [0.95, 0.9], ofIncident: 300 };

  it('is a small group that says what the incident is about', () => {
    expect(isFragment(part)).toBe(true);
    expect(isFragment({ ...part, complainants: 40 })).toBe(false);
    expect(isFragment({ ...part, complainants: 40, ofIncident: 1_000 })).toBe(true);
  });

  it('is not one that says something else of the same object', () => {
    expect(isFragment({ ...part, shares: [0.95, 0.2] })).toBe(false);
    expect(isFragment({ ...part, shares: [] })).toBe(false);
  });

  it('has to outlive a refinement, however large, unless it is larger than the incident', () => {
    expect(isFragment({ ...part, complainants: 90, age: 300 })).toBe(true);
    expect(isFragment({ ...part, complainants: 90, age: 2_000 })).toBe(false);
    expect(isFragment({ ...part, complainants: 301, age: 300 })).toBe(false);
  });
});
