import { describe, expect, it } from '@jest/globals';
import { EXPORT_COLUMNS, exportHeader } from '@tocsin/shared/complaints';
import { guessHeader, guessMapping, guessSheet } from './import.headers.js';
import { guessTimeZone } from './import.own.js';

const rows = (...cells: string[][]) => cells.map((row, i) => ({ line: i + 1, cells: row }));

describe('what a header means', () => {
  it('is told by whole words', () => {
    const english = ['complaint_id', 'complaint_type', 'complaint', 'sentiment', 'agency_name', 'customer_phone'];
    expect(guessMapping(english)).toEqual({ complaint_id: 'externalId', complaint: 'text', customer_phone: 'phone' });
    expect(guessMapping(['message_count', 'update', 'username_hash', 'estimate', 'candidate', 'subtitle_url'])).toEqual({});
    expect(guessMapping(['投诉内容分类', '是否有电话录音', '处理时限', '订单金额占比', '内容'])).toEqual({ 内容: 'text' });
  });

  it('is known in both languages, however it is spelled', () => {
    expect(guessMapping(['工单编号', '投诉人姓名', '联系电话', '诉求内容', '受理渠道', '涉及金额（元）', '事发地点', '所属品牌'])).toEqual({
      工单编号: 'externalId',
      投诉人姓名: 'name',
      联系电话: 'phone',
      诉求内容: 'text',
      受理渠道: 'channel',
      '涉及金额（元）': 'amount',
      事发地点: 'place',
      所属品牌: 'brand',
    });
    expect(guessMapping(['ComplaintID', 'Date Received', 'Customer Email', 'ORDER NUMBER', 'Complaint Description', 'Currency'])).toEqual({
      ComplaintID: 'externalId',
      'Date Received': 'occurredAt',
      'Customer Email': 'email',
      'ORDER NUMBER': 'orderRef',
      'Complaint Description': 'text',
      Currency: 'currency',
    });
  });

  it('is read in traditional letters too', () => {
    expect(guessMapping(['編號', '內容', '電話', '訂單編號', '發生時間'])).toEqual({
      編號: 'externalId',
      內容: 'text',
      電話: 'phone',
      訂單編號: 'orderRef',
      發生時間: 'occurredAt',
    });
  });

  it('of our own export is no guess, and the columns of an error file are none of its rows’', () => {
    const own = guessMapping(EXPORT_COLUMNS);
    expect(own).toMatchObject({ source: 'source', externalId: 'externalId', amountMinor: 'amountMinor', placeGiven: 'place' });
    expect(own['validityNote'] ?? own['receivedAt'] ?? own['id']).toBeUndefined();
    expect(guessTimeZone(EXPORT_COLUMNS)).toBeNull();
    for (const lang of ['zh', 'en'] as const) {
      const header = EXPORT_COLUMNS.map((column) => exportHeader(column, lang, 'Europe/Berlin'));
      const said = guessMapping(header);
      expect(Object.values(said)).toHaveLength(Object.values(own).length);
      expect(said[exportHeader('amountMinor', lang)]).toBe('amount');
      expect(said[exportHeader('occurredAt', lang, 'Europe/Berlin')]).toBe('occurredAt');
      expect(guessTimeZone(header)).toBe('Europe/Berlin');
    }
    expect(guessMapping(['行', '有误的列', '原因', '编号', '内容'])).toEqual({ 编号: 'externalId', 内容: 'text' });
    expect(guessMapping(['line', 'columns at fault', 'reason', 'id', 'text'])).toEqual({ id: 'externalId', text: 'text' });
  });
});

describe('where the header stands', () => {
  it('is below titles and notes', () => {
    expect(guessHeader(rows(['2026年11月投诉台账'], ['导出：张', ''], ['编号', '投诉内容', '手机'], ['1', '漏水', '2']))).toBe(3);
    expect(guessHeader(rows(['A', 'B', 'C'], ['1', '漏水', '2']))).toBe(1);
    expect(guessHeader(rows(['说明'], ['甲', '乙', '丙'], ['1', '2', '3'], ['1', '2', '3']))).toBe(2);
    expect(guessHeader(rows(['内容'], ['漏水']))).toBe(1);
  });

  it('is on the sheet that has a column for words, never on a hidden one', () => {
    const complaints = rows(['编号', '投诉内容'], ['1', '漏水']);
    const codes = rows(['编码', '含义'], ['A', '退货']);
    expect(
      guessSheet([
        { hidden: false, head: codes },
        { hidden: false, head: complaints },
      ]),
    ).toBe(1);
    expect(
      guessSheet([
        { hidden: false, head: codes },
        { hidden: true, head: complaints },
      ]),
    ).toBe(0);
    expect(
      guessSheet([
        { hidden: false, head: [] },
        { hidden: false, head: codes },
      ]),
    ).toBe(1);
  });
});
