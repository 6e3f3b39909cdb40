import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { joinAliases, readRow, spellingKey } from '../clustering/index.js';
import { exportColumnOf, NewComplaint, PublicComplaint } from '../complaints/index.js';
import { hostileText, hostileWord, storable, WORST_TEXTS } from '../testing/index.js';
import { firstCharacters, firstUnits, incidentNoOf, isReason, line, receiptNoOf, textFault, words } from './index.js';

describe('whatever somebody sends', () => {
  it('is taken as it is or refused with a reason, and never breaks the contract', () => {
    const schema = words(1, 20_000);
    fc.assert(
      fc.property(hostileText(), (text) => {
        const parsed = schema.safeParse(text);
        if (parsed.success) expect(parsed.data === text && textFault(text) === null).toBe(true);
        else expect(parsed.error.issues.length).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
  });

  it('leaves nothing in a complaint that cannot be stored', () => {
    fc.assert(
      fc.property(hostileText(2_000), hostileWord(300), (text, word) => {
        const fields = { subject: word, product: word, brand: word, orderRef: word, place: word, source: word, externalId: word };
        const complainant = { name: word, phone: word, email: word, ref: word };
        const parsed = NewComplaint.safeParse({ text, channel: 'web', ...fields, complainant, reach: { url: word } });
        if (parsed.success) for (const kept of [text, word]) expect(textFault(kept)).toBeNull();
        const form = PublicComplaint.safeParse({ text, contact: word, name: word, orderRef: word, place: word, website: word });
        if (form.success) expect([textFault(form.data.text), textFault(form.data.contact)]).toEqual([null, null]);
      }),
    );
  });

  it.each(WORST_TEXTS)('%s can be stored, and is taken unless it says nothing', (name, text) => {
    expect(textFault(text)).toBeNull();
    expect(Array.from(text)).toHaveLength(20_000);
    expect(NewComplaint.safeParse({ text, channel: 'web' }).success).toBe(!name.startsWith('only '));
  });

  it('is read as a number only when it is one', () => {
    fc.assert(
      fc.property(hostileWord(), (word) => {
        expect(receiptNoOf(word) ?? 'C-').toMatch(/^C-/);
        expect(incidentNoOf(word) ?? 'INC-').toMatch(/^INC-/);
        expect(typeof isReason(word)).toBe('boolean');
        const typed = line(200).safeParse(word);
        if (typed.success) expect(typed.data).toBe(word.trim());
      }),
    );
  });
});

describe('cutting whatever comes', () => {
  it('makes no half of a pair, in any length', () => {
    fc.assert(
      fc.property(hostileText(), fc.nat(400), (text, most) => {
        const whole = storable(text);
        for (const cut of [firstUnits(whole, most), firstCharacters(whole, most)])
          expect(whole.startsWith(cut) && cut.isWellFormed()).toBe(true);
        expect(firstUnits(text, most).length).toBeLessThanOrEqual(most);
      }),
    );
  });
});

describe('words of dictionaries and headers', () => {
  it('come back from one cell as they were put into it', () => {
    const row = (name: string, aliases: string): ReturnType<typeof readRow> =>
      readRow(['brand', name, aliases], { kind: 0, name: 1, aliases: 2 });
    fc.assert(
      fc.property(hostileWord(60), fc.array(hostileWord(60), { maxLength: 6 }), (name, words) => {
        const read = row(name, words.join('|'));
        if (read.ok) expect(row(read.entry.name, joinAliases(read.entry.aliases))).toEqual(read);
        else expect(read.code).not.toBe('');
      }),
    );
  });

  it('are compared without a fault, and no word of a prototype is a column', () => {
    fc.assert(
      fc.property(hostileWord(), (word) => {
        expect(spellingKey(spellingKey(word))).toBe(spellingKey(word));
        const column = exportColumnOf(word);
        if (column !== null) expect(typeof column.column).toBe('string');
      }),
      // A character that becomes eighteen, more often than the longest spelling has room for.
      { examples: [['ﷺ'.repeat(200)]] },
    );
  });
});
