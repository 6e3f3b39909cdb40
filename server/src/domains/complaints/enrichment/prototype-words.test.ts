import { describe, expect, it } from '@jest/globals';
import { columnsOf, readRow as readEntry } from '@tocsin/shared/clustering';
import { addTally, count, emptyTally, mostFrequent, subtractTally, sumTallies } from '../../clustering/groups/tally.rules.js';
import { PROTOTYPE_WORDS } from '@tocsin/shared/testing';
import { identsOf } from '../cases/idents.js';
import { guessMapping } from '../imports/import.headers.js';
import { readRow } from '../imports/import.mapping.js';
import { refusalPage } from '../public/plain-page.js';
import { tsQuery } from '../search/search-terms.js';
import { enrich } from './enrich.js';

/** Without the places of the words it rests on. */
const judged = (finding: unknown): unknown =>
  JSON.parse(JSON.stringify(finding, (key, value: unknown) => (key === 'start' || key === 'end' ? undefined : value)));

describe.each(PROTOTYPE_WORDS)('the word %s, which plain objects know of themselves,', (word) => {
  const capital = `${word.charAt(0).toUpperCase()}${word.slice(1)}`;

  it('is read like any other word, wherever it stands', () => {
    const text = (name: string): string => `${name} 煤气管道爆炸，有人受伤，要求退款。${name} exploded.`;
    const read = (name: string) =>
      enrich({
        ...{ text: text(name), channel: 'web', subject: name, product: name, brand: name, orderRef: name, place: name },
        lang: 'zh',
      });
    const plain = read('Zzyx');
    for (const spelling of [word, capital]) {
      const found = read(spelling);
      expect(found.place).toBeNull();
      expect(found.risk.critical).toBe(true);
      for (const part of ['demands', 'flags', 'emotion', 'language'] as const) expect(judged(found[part])).toEqual(judged(plain[part]));
      expect(found.terms.join(' ')).toContain(spelling.replaceAll('_', '').toLowerCase());
    }
  });

  it('can be searched for and looked up', () => {
    expect(tsQuery(word.toLowerCase())).toContain(word.replaceAll('_', '').toLowerCase());
    expect(identsOf({ receiptNo: '1', orderRef: word, externalId: word }, [])).toContain(word.toLowerCase());
  });

  it('is counted as a brand and taken back', () => {
    const facts = {
      ...{ channel: word, emotion: 'calm', demands: [word], flags: [word], brand: word, adcode: word, located: true, critical: false },
      ...{ claimed: 0, reach: 0, past: false, repost: false },
    };
    const tally = emptyTally();
    for (let i = 0; i < 2; i++) count(tally, facts);
    const stored = JSON.parse(JSON.stringify(tally)) as typeof tally;
    const twice = addTally(addTally(emptyTally(), stored), stored);
    expect(Object.entries(twice.brands)).toEqual([[word, 4]]);
    expect(Object.entries(subtractTally(twice, stored).brands)).toEqual([[word, 2]]);
    expect(Object.entries(subtractTally(stored, stored).brands)).toEqual([]);
    expect(mostFrequent(sumTallies([stored, stored]).brands)).toBe(word);
  });

  it('is a heading, a cell and a kind like any other in files', () => {
    const guess = guessMapping([word, '内容']);
    expect(Object.entries(guess)).toEqual([['内容', 'text']]);
    const mapping = { columns: { 内容: 'text' as const }, source: '文件', channel: 'other' as const, timeZone: 'Asia/Shanghai' };
    const { complaint, issues } = readRow([word, `${word} 退款退款退款退款`], {
      ...{ columns: [word, '内容'], mapping, brands: null, rounded: new Set<string>(), dateOrder: 'ymd' },
    });
    expect({ text: complaint?.text, issues }).toEqual({ text: `${word} 退款退款退款退款`, issues: [] });
    const columns = columnsOf(['kind', 'name', 'aliases']);
    expect(columns && readEntry([word, '云雀', ''], columns)).toEqual({ ok: false, code: 'kind-unknown', value: word });
    expect(columns && readEntry(['brand', `${word}云`, word], columns)).toMatchObject({ ok: true, entry: { aliases: [word] } });
  });

  it('says nothing on the page without scripts', () => {
    expect(refusalPage({ code: 'request/invalid', issues: [{ path: word, code: 'unrecognized_keys', message: '' }] })).not.toContain(
      'function',
    );
  });
});
