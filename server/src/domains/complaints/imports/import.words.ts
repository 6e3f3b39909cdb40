import { exportHeader, type ImportMapping, type ImportTarget } from '@tocsin/shared/complaints';
import { DEFAULT_TIME_ZONE, type ProblemIssue } from '@tocsin/shared/kernel';
import { z } from 'zod';

export const ErrorFileQuery = z.object({
  lang: z.enum(['zh-CN', 'en']).default('zh-CN'),
  /** Rows that were not taken, rows taken without some of their fields, or rows that were there already. */
  rows: z.enum(['rejected', 'adjusted', 'duplicate']).default('rejected'),
});
export type ErrorFileLang = z.infer<typeof ErrorFileQuery>['lang'];

interface Words {
  heads: readonly [line: string, columns: string, reason: string];
  faults: Record<string, string>;
  /** Of a fault that has no words of its own. */
  other: string;
  /** Of a field that no column of the file was mapped to. */
  missing: (field: string) => string;
  fault: (column: string, words: string) => string;
  fields: Record<ImportTarget, string>;
}

const WORDS: Record<ErrorFileLang, Words> = {
  'zh-CN': {
    heads: ['行', '有误的列', '原因'],
    faults: {
      not_understood: '看不懂这个值',
      read_as_other: '没有完全看懂，归入“其他”',
      exponent_id: '编号已被表格软件改写成科学计数法，不能使用',
      rounded_id: '编号超过 15 位，已被表格软件抹成零，不用于去重',
      ambiguous_date: '日期有多种读法，请选择日期顺序',
      taken: '这个编号已被占用',
      not_storable: '含有无法存储的内容',
      too_small: '为空或太短',
      too_big: '太长或太大',
      invalid_format: '格式不对',
      invalid_type: '缺少内容或类型不对',
      invalid_value: '不在允许的取值内',
      unknown_currency: '不认识的币种',
      too_old: '时间过早',
      in_future: '时间在将来',
      out_of_range: '超出范围',
      not_allowed: '不在您负责的范围内',
      'text/blank': '没有可读的内容',
      'text/no-words': '只有标点，没有文字',
      'text/nul': '含有不可存储的字符',
      'text/lone-surrogate': '含有残缺的字符',
    },
    other: '不符合要求',
    missing: (field) => `${field}（没有对应的列）`,
    fault: (column, words) => `${column}：${words}`,
    fields: {
      text: '投诉内容',
      channel: '渠道',
      externalId: '来源编号',
      occurredAt: '发生时间',
      subject: '主题',
      product: '产品',
      brand: '品牌',
      orderRef: '订单号',
      place: '地区',
      name: '姓名',
      phone: '电话',
      email: '邮箱',
      ref: '客户编号',
      demands: '诉求',
      amount: '金额',
      source: '来源',
      lang: '语言',
      amountMinor: '金额（分）',
      currency: '币种',
      reachUrl: '传播链接',
    },
  },
  en: {
    heads: ['line', 'columns at fault', 'reason'],
    faults: {
      not_understood: 'the value could not be understood',
      read_as_other: 'not fully understood; counted as “other”',
      exponent_id: 'a spreadsheet has turned the number into exponent form; it cannot be used',
      rounded_id: 'longer than 15 digits and rounded by a spreadsheet; not used to tell duplicates',
      ambiguous_date: 'the date can be read in several ways; choose the order of dates',
      taken: 'this number is taken',
      not_storable: 'holds something that cannot be stored',
      too_small: 'empty or too short',
      too_big: 'too long or too large',
      invalid_format: 'not in the expected format',
      invalid_type: 'missing, or of the wrong type',
      invalid_value: 'not one of the allowed values',
      unknown_currency: 'an unknown currency',
      too_old: 'too long ago',
      in_future: 'lies in the future',
      out_of_range: 'out of range',
      not_allowed: 'not yours to enter',
      'text/blank': 'nothing that can be read',
      'text/no-words': 'punctuation only, no words',
      'text/nul': 'has a character that cannot be stored',
      'text/lone-surrogate': 'has a broken character',
    },
    other: 'does not meet the requirements',
    missing: (field) => `${field} (no column is mapped to it)`,
    fault: (column, words) => `${column}: ${words}`,
    fields: {
      text: 'Complaint text',
      channel: 'Channel',
      externalId: 'External id',
      occurredAt: 'Occurred at',
      subject: 'Subject',
      product: 'Product',
      brand: 'Brand',
      orderRef: 'Order',
      place: 'Place',
      name: 'Name',
      phone: 'Phone',
      email: 'E-mail',
      ref: 'Customer no.',
      demands: 'Demands',
      amount: 'Amount',
      source: 'Source',
      lang: 'Language',
      amountMinor: 'Amount in hundredths',
      currency: 'Currency',
      reachUrl: 'Reach link',
    },
  },
};

const HEADS = new Set(Object.values(WORDS).flatMap(({ heads }) => [...heads]));

/** A column that an error file has put in front of its rows. */
export const isErrorHead = (name: string): boolean => HEADS.has(name);

export const headsIn = (lang: ErrorFileLang): Words['heads'] => WORDS[lang].heads;

/** What is wrong with a row in the reader's language, by the names that the columns have in the reader's own file. */
export function faultsOf(
  issues: readonly ProblemIssue[],
  mapping: ImportMapping | null,
  lang: ErrorFileLang,
): [columns: string, reasons: string] {
  const words = WORDS[lang];
  const columnOf = (path: string): string => {
    // Only our own export has it, and it is no field of a complaint that comes in.
    if (path === 'receiptNo') return exportHeader('receiptNo', lang === 'en' ? 'en' : 'zh', DEFAULT_TIME_ZONE);
    const field = path.split('.').find((part): part is ImportTarget => Object.hasOwn(words.fields, part));
    if (field === undefined) return path;
    const column = Object.entries(mapping?.columns ?? {}).find(([, target]) => target === field)?.[0];
    return column ?? words.missing(words.fields[field]);
  };
  const columns = [...new Set(issues.map(({ path }) => columnOf(path)))];
  const reasons = issues.map(({ path, code }) =>
    words.fault(columnOf(path), (Object.hasOwn(words.faults, code) ? words.faults[code] : undefined) ?? words.other),
  );
  return [columns.join('; '), [...new Set(reasons)].join('; ')];
}
