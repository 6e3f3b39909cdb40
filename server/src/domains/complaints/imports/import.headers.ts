import type { ImportTarget } from '@tocsin/shared/complaints';
import { columnNames, isBlankRow, type TableRow } from '../../../platform/rows/table.js';
import { toSimplified } from '../../../platform/text/simplify.js';
import { ownMapping } from './import.own.js';
import { isErrorHead } from './import.words.js';

interface Header {
  target: ImportTarget;
  /** The whole of a Chinese header, without spaces and punctuation. */
  zh?: RegExp;
  /** Whole English headers as words; with `*` in front, the words that one ends with. */
  en?: string[];
}

const WHO = '(?:客户|投诉人|用户|诉求人|来电人|反映人|消费者|会员|联系人|申诉人|举报人|信访人|业主|患者|旅客|乘客)?的?';
const CASE = '(?:工单|投诉|案件|受理|记录|流水|来源|外部|诉求|信件|反馈|事项|登记|投诉单|业务)?';

/** Headers seen in other people's tables, most telling first. A name inside a longer word tells nothing. */
const HEADERS: readonly Header[] = [
  {
    target: 'externalId',
    zh: new RegExp(`^${CASE}(?:编号|单号|号码?|id|序列号|流水号)$`),
    en: ['id', 'external id', 'ticket', 'source reference'],
  },
  {
    target: 'externalId',
    en: ['case', 'complaint', 'ticket', 'issue', 'record', 'source', 'incident', 'reference', 'request', 'report'].flatMap((what) =>
      ['id', 'no', 'number', 'ref'].map((end) => `${what} ${end}`),
    ),
  },
  {
    target: 'text',
    zh: /^(?:投诉|反映|反馈|诉求|来电|举报|信件|留言|工单|问题|事项|评论|评价|主要|具体|详细|案情|事件)?(?:内容|正文|详情|描述|详述|概述|经过|情况说明|问题描述|全文|文本|原文|原声)(?:描述|详情|必填)?$/,
    en: ['text', 'complaint text', 'complaint', 'content', 'description', 'message', 'body', 'narrative', 'details', 'comment', 'comments'],
  },
  {
    target: 'text',
    zh: /^(?:投诉|诉求|反映|反馈)(?:的?问题|事项|事由)?$/,
    en: [
      '*complaint description',
      '*complaint details',
      '*complaint narrative',
      '*issue description',
      '*problem description',
      'review',
      'feedback',
      'complaint what happened',
    ],
  },
  {
    target: 'occurredAt',
    zh: /^(?:事件|问题|事情|投诉|案件)?发生(?:时间|日期|时刻|日)$|^(?:事发|出事|案发)(?:时间|日期)$/,
    en: ['occurred at', 'occurred', 'occurred on', 'happened at', 'incident date', 'date of incident', 'event date', 'occurrence date'],
  },
  {
    target: 'occurredAt',
    zh: /^(?:投诉|来电|受理|登记|提交|反映|反馈|创建|接收|收到|录入|发布|发表|留言|举报|诉求|建单|工单)?(?:时间|日期)$/,
    en: [
      'date',
      'time',
      'datetime',
      'date time',
      'timestamp',
      'received at',
      'received',
      'received on',
      'date received',
      'created at',
      'created',
      'created date',
      'created on',
      'date created',
      'reported at',
      'reported',
      'reported on',
      'complaint date',
      'date of complaint',
      'submitted at',
      'date submitted',
      'opened at',
      'date opened',
    ],
  },
  {
    target: 'orderRef',
    zh: /^(?:关联|所属|购买|相关|主|子)?(?:订单|保单|运单|快递单|合同|航班|车票|票据|交易|商户订单)(?:编号|单号|号码?)?$/,
    en: [
      'order',
      'order ref',
      'flight',
      'policy',
      ...['order', 'policy', 'contract', 'flight', 'booking', 'tracking', 'transaction'].flatMap((what) => [
        `${what} id`,
        `${what} no`,
        `${what} number`,
      ]),
    ],
  },
  {
    target: 'phone',
    zh: new RegExp(`^${WHO}(?:联系|来电|主叫|注册|常用)?(?:手机|电话|手机号|电话号|手机号码|电话号码|联系方式|号码|座机)$`),
    en: [
      'mobile',
      'phone',
      'tel',
      'telephone',
      'cell',
      '*phone',
      '*phone number',
      '*phone no',
      '*mobile number',
      '*mobile no',
      'contact number',
      'caller number',
    ],
  },
  {
    target: 'email',
    zh: new RegExp(`^${WHO}(?:电子)?(?:邮箱|邮件|邮箱地址|邮件地址)$`),
    en: ['email', 'e mail', 'mail', '*email', '*email address', '*e mail', '*e mail address'],
  },
  {
    target: 'name',
    zh: new RegExp(`^${WHO}(?:姓名|名称|名字|称呼)$|^(?:客户|投诉人|用户|诉求人|来电人|反映人|消费者|联系人|申诉人|举报人)$`),
    en: [
      'name',
      'full name',
      'complainant',
      'customer',
      ...['customer', 'complainant', 'client', 'consumer', 'caller', 'contact', 'user', 'member', 'passenger', 'person'].map(
        (who) => `${who} name`,
      ),
    ],
  },
  {
    target: 'ref',
    zh: /^(?:客户|用户|会员|账户|账号|卡)(?:编号|号码?|id|账号|代码)$|^(?:会员|账号|账户)$/,
    en: [
      'account',
      'member',
      ...['customer', 'client', 'user', 'member', 'account'].flatMap((who) => [`${who} id`, `${who} no`, `${who} number`, `${who} ref`]),
    ],
  },
  {
    target: 'channel',
    zh: /^(?:投诉|来电|受理|接入|反馈|诉求|来源|进线|提交|信息)?渠道$|^(?:投诉|受理|接入|诉求|工单)(?:方式|途径|来源)$/,
    en: ['channel', 'contact channel', 'complaint channel', 'intake channel', 'submitted via', 'received via'],
  },
  { target: 'channel', zh: /^来源$/, en: ['source'] },
  {
    target: 'subject',
    zh: /^(?:投诉|工单|诉求|问题|事件|信件|邮件|留言)?(?:标题|主题)$/,
    en: ['subject', 'title', 'complaint title', 'headline', 'summary'],
  },
  {
    target: 'product',
    zh: /^(?:投诉|涉及|涉诉|购买|所购|相关|被投诉)?(?:产品|商品|型号|货品|车型|品名|服务项目)(?:名称|型号)?$/,
    en: ['product', 'product name', 'item', 'item name', 'model', 'product model'],
  },
  { target: 'brand', zh: /^(?:所属|产品|商品|涉及)?品牌(?:名称)?$/, en: ['brand', 'brand name', 'make'] },
  {
    target: 'place',
    zh: /^(?:投诉|事发|发生|所在|联系|客户|用户|涉及|归属|填报|收货|所属)?(?:地区|地址|城市|省份?|省市|区域|地点|区县|市|行政区)$/,
    en: [
      'place',
      'place as given',
      'place given',
      'city',
      'region',
      'address',
      'location',
      'province',
      'area',
      'incident location',
      'incident address',
      'customer address',
      'state',
    ],
  },
  {
    target: 'demands',
    zh: /^(?:投诉|客户|用户|主要|具体|消费者|投诉人)?(?:诉求|要求|请求|期望)(?:类型|分类|事项)?$/,
    en: ['demand', 'demands', 'request', 'requested resolution', 'desired resolution', 'desired outcome', 'customer request'],
  },
  {
    target: 'amount',
    zh: /^(?:投诉|涉及|涉案|涉诉|争议|损失|索赔|订单|交易|诉求)?(?:金额|损失|价款|款项)(?:元|人民币)?$/,
    en: ['amount', 'amount claimed', 'amount in dispute', 'money', 'claim amount', 'disputed amount', 'loss', 'loss amount'],
  },
  { target: 'currency', zh: /^(?:币种|货币|币别)$/, en: ['currency', 'currency code'] },
  { target: 'source', zh: /^(?:来源系统|来源名称)$/, en: ['source system', 'source name'] },
  { target: 'lang', zh: /^(?:语言|语种)$/, en: ['language', 'lang'] },
];

/** A first guess that people correct: each column at most one field, each field at most one column. */
export function guessMapping(columns: readonly string[]): Record<string, ImportTarget> {
  const own = ownMapping(columns);
  if (own) return own;
  const guess = new Map<string, ImportTarget>();
  const taken = new Set<ImportTarget>();
  const errorHeads = columns.filter(isErrorHead);
  const free = columns
    .filter((name) => errorHeads.length < 3 || !errorHeads.includes(name))
    .map((name) => ({ name, ...spellingsOf(name) }));
  for (const header of HEADERS) {
    if (taken.has(header.target)) continue;
    const column = free.find(({ name, zh, en }) => !guess.has(name) && fits(header, zh, en));
    if (column === undefined) continue;
    guess.set(column.name, header.target);
    taken.add(header.target);
  }
  return Object.fromEntries(guess);
}

function fits({ zh, en }: Header, chinese: string, english: string): boolean {
  if (zh?.test(chinese) === true) return true;
  return en?.some((words) => (words.startsWith('*') ? ` ${english}`.endsWith(` ${words.slice(1)}`) : english === words)) === true;
}

/** `complaint_id`, `complaintId`, `Complaint ID (required)` are the same words; a Chinese header is read without its spaces and in simplified letters. */
function spellingsOf(name: string): { zh: string; en: string } {
  const plain = name.normalize('NFKC').replace(/[(（【[][^)）】\]]*[)）】\]]/g, '');
  const words = plain
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return { zh: toSimplified(words.replaceAll(' ', '')), en: words };
}

const LOOKED_AT = 30;

/** The line that names the columns: the first rows may be a title and notes. 0 stands for none, and is never guessed. */
export function guessHeader(head: readonly TableRow[]): number {
  const rows = head.filter(({ cells }) => !isBlankRow(cells)).slice(0, LOOKED_AT);
  const known = rows.map(({ line, cells }) => ({ line, score: knownIn(cells) }));
  const best = known.reduce((a, b) => (b.score > a.score ? b : a), { line: 0, score: 1 });
  if (best.line > 0) return best.line;
  const widths = rows.map(({ cells }) => cells.filter((cell) => cell.trim() !== '').length);
  const usual = Math.max(...widths.slice(0, 10), 1);
  return rows[widths.findIndex((width) => width >= usual * 0.6 && (width > 1 || usual === 1))]?.line ?? rows[0]?.line ?? 0;
}

function knownIn(cells: readonly string[]): number {
  const targets = Object.values(guessMapping(columnNames(cells)));
  return targets.length + (targets.includes('text') ? 2 : 0);
}

/** Which sheet holds the complaints: the first that has a column for their words, else the first with rows; a hidden one is never guessed. */
export function guessSheet(sheets: readonly { hidden: boolean; head: readonly TableRow[] }[]): number {
  const filled = sheets.map((sheet, index) => ({ ...sheet, index })).filter(({ hidden, head }) => !hidden && head.length > 1);
  const telling = filled.find(({ head }) => head.some(({ cells }) => knownIn(cells) >= 3));
  return (
    (telling ?? filled[0])?.index ??
    Math.max(
      0,
      sheets.findIndex(({ hidden }) => !hidden),
    )
  );
}
