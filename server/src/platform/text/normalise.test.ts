import { describe, expect, it } from '@jest/globals';
import { MAX_COMPARED_LENGTH, normaliseText } from './normalise.js';

describe('the copy of a text that is compared', () => {
  it('keeps the marks that any script writes', () => {
    expect(normaliseText('a\u0300\u0316b').text).toBe('à\u0316b');
    expect(normaliseText('สวัสดีครับ ก็').text).toBe('สวัสดีครับ ก็');
    expect(normaliseText('हिन्दी में शिकायत').text).toBe('हिन्दी में शिकायत');
  });

  it('keeps few of a heap of marks on one letter', () => {
    expect(normaliseText(`退款x${'\u0301\u0316'.repeat(2_000)}理赔`).text.length).toBeLessThan(20);
  });

  it('is at most twice as long as what is read, whatever signs are spelt out', () => {
    expect(normaliseText('\ufdfa'.repeat(20_000)).text).toHaveLength(2 * MAX_COMPARED_LENGTH);
  });

  it('takes links and numbers out, and knows full-width and traditional letters', () => {
    expect(normaliseText('臺灣ＡＢＣ 13812342211 www.a.cn')).toMatchObject({
      text: '台湾abc    ',
      phones: ['13812342211'],
      urls: ['www.a.cn'],
    });
  });
});
