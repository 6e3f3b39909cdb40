import { firstUnits } from '@tocsin/shared/kernel';
import type { ObjectKind, ObjectRef } from './types.js';

interface Pattern {
  kind: ObjectKind;
  expression: RegExp;
  confidence: number;
}

const AIRLINES =
  'mu|ca|cz|hu|3u|9c|ho|zh|mf|sc|fm|jd|gs|kn|pn|eu|tv|dr|qw|bk|ky|gj|nh|jl|ke|oz|cx|ka|uo|br|ci|sq|tg|mh|ak|fd|lh|af|kl|ba|ek|qr|ey|ua|dl|aa|ac';

/** Two runs of spaces never stand side by side in a pattern: the ways to share them out would grow with their square. */
const PATTERNS: readonly Pattern[] = [
  { kind: 'flight', expression: new RegExp(`(?<![\\da-z])((?:${AIRLINES})[ -]?\\d{3,4})(?![\\da-z])`, 'g'), confidence: 0.85 },
  {
    kind: 'batch',
    expression:
      /(?:生产批号|产品批号|批号|批次号?|lot|batch)(?:\s*(?:no\.?|number))?\s*(?:[:：为是]\s*)?((?=[a-z\d-]{0,63}\d)[a-z\d][a-z\d-]{3,19})/g,
    confidence: 0.85,
  },
  { kind: 'title', expression: /《([^《》\n]{2,30})》/g, confidence: 0.5 },
  { kind: 'clause', expression: /(第[一二三四五六七八九十百\d]{1,4}[条款])/g, confidence: 0.3 },
  {
    kind: 'order',
    expression: /(?:订单号?|单号|order)(?:\s*(?:no\.?|number))?\s*(?:[:：为是]\s*)?((?=[a-z\d-]{0,63}\d)[a-z\d][a-z\d-]{5,29})/g,
    confidence: 0.9,
  },
];

const SITE =
  /([\u3400-\u9fff\da-z]{2,10}?(?:小区|花园|花苑|家园|公寓|广场|公园|学院|大学|中学|小学|幼儿园|医院|国际城|新城|华府|华庭|嘉园|雅苑|名都|楼盘|地铁站|火车站|机场|商场|超市|酒店|专卖店|旗舰店|有限公司|银行|健身房|影城|景区))/g;
const LEADING =
  /^(?:[\s\S]*(?:位于|关于|反映|投诉|咨询|举报|建议|希望|请求|强烈|我是|我们|在|的|和|与|及|到|从|是|对|于|了|请|向|把|被|将|为|市|省|区|县|镇|乡|街道|社区))(?=.{2,})/;

export function patternObjects(text: string, title: string): ObjectRef[] {
  const found: ObjectRef[] = [];
  for (const { kind, expression, confidence } of PATTERNS) {
    for (const match of text.matchAll(expression)) {
      const name = match[1];
      if (name)
        found.push({
          kind,
          key: name.replace(/[\s-]/g, ''),
          name: name.toUpperCase() === name ? name : name.trim(),
          source: 'pattern',
          confidence,
        });
    }
  }
  for (const [, name] of (title || firstUnits(text, 200)).matchAll(SITE)) {
    if (!name) continue;
    const key = name.replace(LEADING, '').replace(/^[a-z]\d*/, '');
    if (key.length >= 4) found.push({ kind: 'site', key, name: key, source: 'place', confidence: title ? 0.5 : 0.35 });
  }
  return found;
}
