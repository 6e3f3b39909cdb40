import { NewComplaint, type ImportMapping, type ImportTarget } from '@tocsin/shared/complaints';
import type { Principal } from '@tocsin/shared/identity';
import { firstUnits, type ProblemIssue } from '@tocsin/shared/kernel';
import { refuseUnstorable } from '../../../platform/http/json-parser.js';
import { Problem, toIssues } from '../../../platform/problems/index.js';
import { refusalOf } from '../intake/sender.js';
import { channelIn, demandsIn, instantIn, moneyIn } from './import.values.js';

/** Headers seen in other people's tables, most telling first. */
const HEADERS: readonly (readonly [ImportTarget, RegExp])[] = [
  ['externalId', /^(工单|投诉|案件|受理|记录|流水)?(编号|单号|号|id)$|external|ticket|case.?(id|no)/],
  ['text', /投诉内容|投诉详情|内容|正文|详情|描述|诉求内容|text|content|description|complaint|message|body/],
  ['occurredAt', /发生时间|发生日期|occurred/],
  ['occurredAt', /时间|日期|受理|date|time|^(received|created|reported)(at|on)?$/],
  ['orderRef', /订单|保单|运单|合同|航班|order|policy.?no|flight/],
  ['phone', /手机|电话|联系方式|mobile|phone|tel/],
  ['email', /邮箱|邮件|e-?mail/],
  ['name', /姓名|投诉人|客户名|称呼|name|customer/],
  ['ref', /客户号|会员|账号|用户id|member|account/],
  ['channel', /渠道|channel/],
  ['channel', /来源|source/],
  ['subject', /标题|主题|subject|title/],
  ['product', /产品|商品|型号|product|item|model/],
  ['brand', /品牌|brand/],
  ['place', /地区|地址|城市|省|区域|place|city|region|address|location/],
  ['demands', /诉求|要求|demand|request/],
  ['amount', /金额|涉及金额|损失|amount|money/],
];

/** A first guess that people correct: each column at most one field, each field at most one column. */
export function guessMapping(columns: readonly string[]): Record<string, ImportTarget> {
  const guess = Object.create(null) as Record<string, ImportTarget>;
  const taken = new Set<ImportTarget>();
  for (const [target, pattern] of HEADERS) {
    if (taken.has(target)) continue;
    const column = columns.find(
      (name) =>
        !Object.hasOwn(guess, name) &&
        pattern.test(
          name
            .normalize('NFKC')
            .toLowerCase()
            .replace(/[\s_]+/g, ''),
        ),
    );
    if (column === undefined) continue;
    guess[column] = target;
    taken.add(target);
  }
  return guess;
}

export interface ReadRow {
  complaint: NewComplaint | null;
  issues: ProblemIssue[];
}

type Draft = Partial<Record<ImportTarget, string>>;
const CONTACT = ['name', 'phone', 'email', 'ref'] as const;
const PLAIN = ['externalId', 'subject', 'product', 'brand', 'orderRef', 'place'] as const;

/** One row as the complaint it tells of, or what is wrong with it, by the names of the fields. */
export function readRow(
  columns: readonly string[],
  cells: readonly string[],
  mapping: ImportMapping,
  brands: Principal['brands'] = null,
): ReadRow {
  const draft: Draft = {};
  columns.forEach((column, i) => {
    const target = Object.hasOwn(mapping.columns, column) ? mapping.columns[column] : undefined;
    const cell = cells[i] ?? '';
    if (target && cell.trim() !== '' && draft[target] === undefined) draft[target] = cell;
  });
  const issues: ProblemIssue[] = [];
  const input = { ...plainFields(draft), ...readFields(draft, mapping, issues), source: mapping.source };
  try {
    refuseUnstorable(input);
  } catch (error) {
    if (error instanceof Problem) return { complaint: null, issues: error.extras.issues ?? [] };
    throw error;
  }
  const parsed = NewComplaint.safeParse(input);
  if (parsed.success) issues.push(...(refusalOf(parsed.data, { backfill: false, pastCases: true, brands })?.extras.issues ?? []));
  else issues.push(...toIssues(parsed.error.issues).map((issue) => ({ ...issue, path: issue.path.replace('complainant.', '') })));
  return { complaint: parsed.success && issues.length === 0 ? parsed.data : null, issues };
}

function plainFields(draft: Draft): object {
  const contact = Object.fromEntries(CONTACT.flatMap((field) => (draft[field] === undefined ? [] : [[field, draft[field].trim()]])));
  return {
    text: draft.text ?? '',
    ...Object.fromEntries(PLAIN.flatMap((field) => (draft[field] === undefined ? [] : [[field, draft[field]]]))),
    ...(Object.keys(contact).length > 0 ? { complainant: contact } : {}),
  };
}

function readFields(draft: Draft, mapping: ImportMapping, issues: ProblemIssue[]): object {
  const read = <T>(field: ImportTarget, reader: (cell: string) => T | null): Record<string, T> => {
    const cell = draft[field];
    if (cell === undefined) return {};
    const value = reader(cell);
    if (value !== null) return { [field]: value };
    issues.push({ path: field, code: 'not_understood', message: `"${firstUnits(cell, 60)}" could not be read as ${field}` });
    return {};
  };
  return {
    channel: mapping.channel,
    ...read('channel', channelIn),
    ...read('demands', demandsIn),
    ...read('amount', moneyIn),
    ...read('occurredAt', (cell) => instantIn(cell, mapping.timeZone)),
  };
}
