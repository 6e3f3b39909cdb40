import { isUnanswered, type PublicReceipt, type PublicReply, type TrackedComplaint } from '@tocsin/shared/complaints';
import { DEFAULT_TIME_ZONE, type ProblemBody } from '@tocsin/shared/kernel';

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);

const STATUS: Record<TrackedComplaint['status'], string> = {
  received: '已受理 Received',
  in_progress: '处理中 In progress',
  answered: '已答复 Answered',
  handled: '已处理 Handled',
  closed: '已办结 Closed',
  withdrawn: '已撤回 Withdrawn',
};
const VIA: Record<PublicReply['via'], string> = {
  phone: '电话 By phone',
  sms: '短信 By text message',
  email: '邮件 By e-mail',
  letter: '信函 By letter',
  counter: '当面 In person',
  chat: '在线客服 In a chat',
  social: '社交平台 On social media',
  other: '其他方式 By other means',
};
const FIELD: ReadonlyMap<string, string> = new Map(
  Object.entries({
    text: '发生了什么：10 至 2000 字。What happened: 10 to 2,000 characters.',
    contact: '请填写有效的手机号或邮箱。Please give a valid mobile number or e-mail address.',
    consent: '请勾选同意。Please tick the box to agree.',
    occurredOn: '发生日期无效。The date is not valid.',
    orderRef: '订单号请控制在 100 字以内。The order number is too long.',
  }),
);
const CODE: Partial<Record<ProblemBody['code'], string>> = {
  'request/rate-limited': '提交过于频繁，请稍后再试。Too many attempts. Please try again later.',
  'complaint/receipt-unknown': '没有找到与这组编号和查询码对应的投诉。No complaint matches this number and code.',
};
const OTHER = '未能完成，请返回检查后再试。This could not be done. Please go back, check and try again.';

const STYLE = `body{max-width:684px;margin:0 auto;padding:24px 18px;background:#f3f5f8;color:#16202c;font:16px/1.75 'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif}
main{padding:20px;border:1px solid #dde3ea;border-radius:8px;background:#fff}h1{margin:0 0 12px;font-size:22px}dt{color:#5d6b80;font-size:14px}dd{margin:0 0 12px;overflow-wrap:anywhere;white-space:pre-wrap}
strong{font-size:28px;line-height:1.3}a{color:#1f5fd6}`;

/** One page in both languages: without a script there is nothing to switch them with. */
function page(title: string, body: string): string {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${title}</title><style>${STYLE}</style></head><body><main><h1>${title}</h1>${body}<p><a href="/c/new">返回 Back</a></p></main></body></html>`;
}

const row = (name: string, value: string): string => `<dt>${name}</dt><dd>${value}</dd>`;
const ZONED = { timeZone: DEFAULT_TIME_ZONE } as const;
const MOMENT = new Intl.DateTimeFormat('zh-CN', { ...ZONED, dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' });
const OFFSET = new Intl.DateTimeFormat('en', { ...ZONED, timeZoneName: 'shortOffset' });

/** `2026年11月28日 19:30 (GMT+8)` */
function when(at: string): string {
  const zone = OFFSET.formatToParts(Date.parse(at)).find(({ type }) => type === 'timeZoneName')?.value ?? DEFAULT_TIME_ZONE;
  return `${MOMENT.format(Date.parse(at))} (${zone})`;
}

export function receiptPage({ receiptNo, code }: PublicReceipt): string {
  const rows =
    row('受理编号 Receipt number', `<strong>${escaped(receiptNo)}</strong>`) + row('查询码 Code', `<strong>${escaped(code)}</strong>`);
  return page(
    '已受理 Received',
    `<dl>${rows}</dl><p>请抄录或打印本页：查询进度时两者都需要，查询码不再提供。24 小时内首次答复。<br><span lang="en">Write both down or print this page; the code is not shown again. First reply within 24 hours.</span></p>`,
  );
}

export function trackedPage(complaint: TrackedComplaint): string {
  const steps = complaint.steps.map(({ status, at }) => `${when(at)} ${STATUS[status]}`).join('<br>');
  const replies = complaint.steps.flatMap(({ reply }) =>
    reply === null ? [] : [`${when(reply.at)} ${VIA[reply.via]}\n${escaped(reply.text)}`],
  );
  const rows = [
    row('受理编号 Receipt number', escaped(complaint.receiptNo)),
    row('当前状态 Status', STATUS[complaint.status]),
    row('处理经过 Steps', steps),
    ...(replies.length > 0 ? [row('给您的答复 What you were told', replies.join('\n\n'))] : []),
    ...(isUnanswered(complaint.status) ? [row('预计首次答复 First reply by', when(complaint.firstReplyBy))] : []),
    row('您提交的内容 Your words', escaped(complaint.text)),
  ];
  return page('处理进度 Progress', `<dl>${rows.join('')}</dl>`);
}

export function refusalPage({ code, issues }: Pick<ProblemBody, 'code' | 'issues'>): string {
  const named = (issues ?? []).flatMap(({ path }) => FIELD.get(path) ?? []);
  const lines = named.length > 0 ? named : [CODE[code] ?? OTHER];
  return page(
    '未提交成功 Not accepted',
    `<ul>${lines.map((line) => `<li>${line}</li>`).join('')}</ul><p>用浏览器的“后退”可回到填写的内容。<span lang="en">Your browser's “back” returns to what you wrote.</span></p>`,
  );
}
