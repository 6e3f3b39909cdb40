import { describe, expect, it } from '@jest/globals';
import { utils, write } from '@e965/xlsx';
import { partsOf, textRows, workbookOf, type WorkbookOf } from '../../../test/workbook.js';
import { zipOf } from '../../../test/zip.js';
import { openBook } from './workbook.js';

const read = async (book: WorkbookOf | Buffer, sheet = 0): Promise<string[][]> => {
  const opened = await openBook(Buffer.isBuffer(book) ? book : workbookOf(book));
  return [...opened.rows(sheet)].map(({ cells }) => cells);
};
const one = (rows: string, more: Partial<WorkbookOf> = {}): WorkbookOf => ({ sheets: [{ name: 'S', rows }], ...more });
const cell = (inside: string): string => `<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c>${inside}</row>`;

describe('the sheets of a workbook', () => {
  it('come in its own order, whatever that of its parts, and hidden ones are told', async () => {
    const book = workbookOf({
      sheets: [
        { name: '投诉明细', rows: textRows([['内容'], ['漏水']]), part: 'z.xml' },
        { name: '编码表', rows: textRows([['编码'], ['A']]), part: 'a.xml', state: 'hidden' },
        { name: '空', rows: '' },
      ],
    });
    const opened = await openBook(book);
    expect(opened.sheets().map(({ name, hidden, head }) => [name, hidden, head.length])).toEqual([
      ['投诉明细', false, 2],
      ['编码表', true, 2],
      ['空', false, 0],
    ]);
    expect(await read(book, 1)).toEqual([['编码'], ['A']]);
    await expect(read(book, 7)).rejects.toMatchObject({ fault: 'no_such_sheet' });
  });

  it('have no rows where they are charts, though an old workbook keeps numbers in those', async () => {
    const book = utils.book_new();
    for (const name of ['表', '图']) utils.book_append_sheet(book, utils.aoa_to_sheet([['内容'], ['漏水']]), name);
    const bytes = Buffer.from(write(book, { type: 'buffer', bookType: 'biff8' }) as Uint8Array);
    // The head of the second sheet, said to be a chart's: no writer that we know makes one.
    const head = Buffer.from('0908100000061000', 'hex');
    const second = bytes.indexOf(head, bytes.indexOf(head) + 1);
    bytes.writeUInt8(0x20, second + 6);
    const opened = await openBook(bytes);
    expect(opened.sheets().map(({ name, head: rows }) => [name, rows.length])).toEqual([
      ['表', 2],
      ['图', 0],
    ]);
    expect(await read(bytes, 0)).toEqual([['内容'], ['漏水']]);
  });
});

describe('the cells of a workbook', () => {
  const values = async (inside: string, more: Partial<WorkbookOf> = {}): Promise<string[]> =>
    ((await read(one(cell(inside), more)))[0] ?? []).slice(1);

  it('keep results of formulas that are nothing, no, or a time', async () => {
    const formats = ['yyyy-mm-dd hh:mm'];
    const inside =
      '<c r="B1"><f>0*1</f><v>0</v></c><c r="C1" t="b"><f>FALSE()</f><v>0</v></c><c r="D1" s="1"><f>NOW()</f><v>46346.5</v></c><c r="E1" t="str"><f>"a"</f><v>退款</v></c>';
    expect(await values(inside, { formats })).toEqual(['0', 'false', '2026-11-20 12:00:00', '退款']);
  });

  it('count days as the workbook does', async () => {
    const formats = ['yyyy-mm-dd hh:mm', 'h:mm'];
    expect(await values('<c r="B1" s="1"><v>44884.5</v></c>', { formats, date1904: true })).toEqual(['2026-11-20 12:00:00']);
    expect(await values('<c r="B1" s="1"><v>46346</v></c><c r="C1" s="2"><v>0.395833333333333</v></c>', { formats })).toEqual([
      '2026-11-20',
      '09:30:00',
    ]);
    expect(await values('<c r="B1" s="1"><v>1</v></c><c r="C1" s="1"><v>61</v></c>', { formats })).toEqual(['1900-01-01', '1900-03-01']);
  });

  it('may say their date in words', async () => {
    expect(await values('<c r="B1" s="1" t="d"><v>2026-11-20T09:30:00</v></c>', { formats: ['yyyy-mm-dd hh:mm'] })).toEqual([
      '2026-11-20 09:30:00',
    ]);
  });

  it('give texts as they are read: rich ones whole, without the readings above them', async () => {
    const sharedStrings = [
      '<r><t>要求</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 退款</t></r>',
      '<t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh>',
      '<t><![CDATA[热水器 <急> & 漏电]]></t>',
    ];
    const inside = '<c r="B1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c><c r="D1" t="s"><v>2</v></c>';
    expect(await values(inside, { sharedStrings })).toEqual(['要求 退款', '東京', '热水器 <急> & 漏电']);
  });

  it('say nothing where they are an error, and keep long numbers and leading zeros', async () => {
    const formats = ['000000', '[$HK$-C04]#,##0.00'];
    const inside =
      '<c r="B1" t="e"><v>#N/A</v></c><c r="C1"><v>13800138000</v></c><c r="D1" s="1"><v>123</v></c><c r="E1" s="2"><v>500</v></c><c r="F1"><v>0.1</v></c>';
    expect(await values(inside, { formats })).toEqual(['', '13800138000', '000123', 'HK$ 500', '0.1']);
  });

  it('need no address, and tags may have a prefix', async () => {
    const plain = '<row><c t="inlineStr"><is><t>内容</t></is></c><c t="inlineStr"><is><t>手机</t></is></c></row>';
    expect(await read(one(plain))).toEqual([['内容', '手机']]);
    expect(await read(one(plain.replace(/<(\/?)/g, '<$1x:'), { prefix: 'x:' }))).toEqual([['内容', '手机']]);
  });

  it('hold long Chinese texts without a broken character', async () => {
    const texts = Array.from({ length: 120 }, (_, i) => `第${i}条，${'充电宝鼓包要求退货𠮷'.repeat(150)}`);
    const rows = await read(one(textRows(texts.map((text) => [text]))));
    expect(rows.map(([text]) => text)).toEqual(texts);
  });
});

describe('a workbook with more than its table', () => {
  it('is read with the people who wrote comments on it', async () => {
    const parts = partsOf(one(textRows([['内容'], ['漏水']])));
    const person = 'application/vnd.ms-excel.person+xml';
    const [types, ...rest] = parts;
    const told = String(types?.bytes).replace('</Types>', `<Override PartName="/xl/persons/person.xml" ContentType="${person}"/></Types>`);
    const list = '<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"/>';
    const book = zipOf([{ name: '[Content_Types].xml', bytes: told }, ...rest, { name: 'xl/persons/person.xml', bytes: list }]);
    expect(await read(book)).toEqual([['内容'], ['漏水']]);
  });
});

describe('a workbook that is none', () => {
  it('is refused when a byte of it was changed', async () => {
    const bytes = workbookOf(one(textRows([['内容'], ['漏水']])));
    const at = bytes.indexOf('xl/workbook.xml') + 'xl/workbook.xml'.length + 20;
    bytes.writeUInt8(bytes.readUInt8(at) ^ 0xff, at);
    await expect(read(bytes)).rejects.toMatchObject({ fault: 'damaged', place: { part: 'xl/workbook.xml' } });
  });

  it.each([
    ['another archive', zipOf([{ name: 'readme.txt', bytes: 'hello' }]), 'not_a_table'],
    ['a stub', Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(300, 1)]), 'damaged'],
    ['a compound file of something else', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2_000)]), 'damaged'],
  ])('is refused: %s', async (_, bytes, fault) => {
    await expect(read(bytes)).rejects.toMatchObject({ fault });
  });

  it('is refused before anything is unpacked when it would grow beyond all measure', async () => {
    const parts = partsOf(one(''));
    const zeros = Buffer.alloc(9 * 1024 * 1024, 48);
    await expect(read(zipOf([...parts, { name: 'xl/worksheets/sheet9.xml', bytes: zeros }]))).rejects.toMatchObject({ fault: 'too_dense' });
    const claimed = { name: 'xl/worksheets/sheet9.xml', bytes: 'x', claims: { size: 300 * 1024 * 1024 } };
    await expect(read(zipOf([...parts, claimed]))).rejects.toMatchObject({ fault: 'too_dense' });
    const lying = { name: 'xl/worksheets/sheet9.xml', bytes: zeros, claims: { size: 100 } };
    await expect(read(zipOf([...parts, lying]))).rejects.toMatchObject({ fault: 'damaged' });
    await expect(read(zipOf([...parts, { name: 'xl/worksheets/sheet1.xml', bytes: 'x' }]))).rejects.toMatchObject({
      fault: 'overlapping_parts',
    });
    const shared = { name: 'xl/worksheets/sheet9.xml', bytes: 'x', claims: { at: 0 } };
    await expect(read(zipOf([...parts, shared]))).rejects.toMatchObject({ fault: 'overlapping_parts' });
    const many = Array.from({ length: 5_001 }, (_, i) => ({ name: `xl/${i}.xml`, bytes: '' }));
    await expect(read(zipOf(many))).rejects.toMatchObject({ fault: 'too_many_parts' });
  });
});
