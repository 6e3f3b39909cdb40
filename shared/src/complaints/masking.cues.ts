/** What the words before a number say it is: the last of them counts. */
const CUES: readonly (readonly [kind: Cue, words: string])[] = [
  [
    'phone',
    '电话|電話|手機|聯絡|聯繫|致電|回電|來電|撥打|傳真|簡訊|座机|固话|手机|联系|致电|回电|来电|拨打|打给|打我|传真|短信|phone|tel|mobile|cell|call|dial|ring|whatsapp|text me|reach|contact|fax',
  ],
  [
    'order',
    '訂單|運單|快遞|單號|編號|保單|合約|發票|订单|运单|快递|物流|单号|单子|编号|流水|保单|合同|工单|发票|批次|批号|序列|条码|票号|案号|order|tracking|parcel|shipment|ref|invoice|ticket|case|policy|serial|batch|lot|sn\\b|sku',
  ],
  ['card', '银行卡|储蓄卡|信用卡|借记卡|卡号|账号|帐号|账户|户头|bank|card|account'],
  ['qq', 'qq|扣扣|企鹅号?|[加的]q'],
];
export type Cue = 'phone' | 'order' | 'card' | 'qq' | 'wechat';
const CUE = new RegExp(CUES.map(([, words]) => `(${words})`).join('|'), 'gi');
/** So many characters before a number are read. */
export const CUE_REACH = 24;
const BETWEEN = '(?:号码?|群号?)?[\\s:：是为]*';
const BESIDE_QQ = new RegExp(`^${BETWEEN}$`);
const BESIDE_WECHAT = new RegExp(
  `(?:微信|v信|威信|薇信|[加的](?:v|wx|vx)|(?<![a-z0-9])(?:vx|wx|wechat|weixin))(?:号|id)?[\\s:：是为]*$`,
  'i',
);

/** Words in letters that a number to call may stand right behind. */
export const SPELT_CUE = '(?<![A-Za-z])(?:tel|phone|telephone|mobile|mob|cell|call|whatsapp|wechat|weixin|vx|wx|hp)';
const SPELT = new RegExp(`(?:${SPELT_CUE}|(?<![A-Za-z])qq?)$`, 'i');
/** What the numbers of orders, parcels and devices begin with. */
const CODE_LETTERS =
  /(?<![a-z])(?:sn|no|nr|hf|dd|gd|po|so|ref|inv|order|sf|yt|yto|zt|zto|sto|yd|yunda|jd|jdv|jdx|jt|jtsd|db|dpk|ems|ups|cn|tb|tm|pdd)$/i;
/** The word for an order right before it, with letters that belong to the number. */
const CODE_WORD = new RegExp(`(?:${CUES.find(([kind]) => kind === 'order')?.[1] ?? ''})(?:号码?|编号)?[\\s:：#.是为]*[a-z-]{0,8}$`, 'i');
/** What the words right before a number say, with letters that stand beside it: tel, or SF. */
export type Beside = 'contact' | 'code';
export function besideIn(words: string): Beside | null {
  if (SPELT.test(words)) return 'contact';
  return CODE_LETTERS.test(words) || CODE_WORD.test(words) ? 'code' : null;
}

/** Papers whose numbers begin with letters: passports, permits of travel, identity cards of Hong Kong, Macau and Taiwan. */
const PAPER =
  /(?:护照|護照|通行证|通行證|身份证|身份證|身分證|证件|證件|回乡证|回鄉證|台胞证|臺胞證|passport|permit|hkid|identity card|id card)(?:号码?|號碼?)?(?:\s?(?:number|no\.?|is))*[\s:：#是为為]*$/i;
export const saysPaper = (words: string): boolean => PAPER.test(words);

/** What these words say of the number behind them; null when they say nothing. */
export function cueIn(words: string): Cue | null {
  if (BESIDE_WECHAT.test(words)) return 'wechat';
  let last: RegExpExecArray | undefined;
  CUE.lastIndex = 0;
  for (let match = CUE.exec(words); match !== null; match = CUE.exec(words)) last = match;
  const cue = CUES.find((_, i) => last?.[i + 1] !== undefined)?.[0];
  if (!last || cue === undefined) return null;
  // «QQ会员 88888» names a product: only what stands next to the word is an account of it.
  return cue === 'qq' && !BESIDE_QQ.test(words.slice(last.index + last[0].length)) ? null : cue;
}
