/**
 * What masking costs: texts of 20,000 characters that hold what it looks for, beside a raw loop over the same text in the same run.
 * `node bench/masking/run.mjs` after `npm run build`.
 */
import { maskText } from '@tocsin/shared/complaints';

const LENGTH = 20_000;
const RUNS = 30;
const UNITS = [
  '1',
  '1 ',
  '13812342211 ',
  '13812342211、',
  '1-',
  '+1 ',
  '00 ',
  '(',
  'a@',
  '@',
  'a@a.',
  '一',
  '一三八',
  '电话88886666，',
  '微信号abc123 ',
  '投诉三天没人处理，',
];

const median = (times) => times.sort((a, b) => a - b)[times.length >> 1];
function timed(work) {
  work();
  const times = [];
  for (let i = 0; i < RUNS; i++) {
    const started = performance.now();
    work();
    times.push(performance.now() - started);
  }
  return median(times);
}

let kept = 0;
const rawLoop = (text) => {
  let sum = 0;
  for (let i = 0; i < text.length; i++) sum += text.charCodeAt(i);
  kept += sum;
};

console.log('unit, repeated to 20,000 characters | masked ms | raw loop ms | twice as long, times');
for (const unit of UNITS) {
  const text = unit.repeat(Math.ceil(LENGTH / unit.length));
  const masked = timed(() => (kept += maskText(text).length));
  const double = timed(() => (kept += maskText(text + text).length));
  console.log(
    `${JSON.stringify(unit)} | ${masked.toFixed(2)} | ${timed(() => rawLoop(text)).toFixed(3)} | ${(double / masked).toFixed(2)}`,
  );
}
if (kept === 0) throw new Error('nothing was masked');
