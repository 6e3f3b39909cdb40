import { partition } from './metrics.mjs';
import { randomFrom } from './random.mjs';
import {
  BRANDS,
  FLOOD_TEXT,
  FORM_PROBLEMS,
  formComplaint,
  PETITION_STYLE,
  PETITION_SUBJECTS,
  RARE_TAIL,
  SLOGAN,
  backgroundTexts,
  templateComplaint,
} from './texts.mjs';

const DAY = 86_400_000;
const BACKGROUND = 1_500;

/** Scatters the probe's rows among ordinary complaints, one a minute. */
function mixed(random, rows, background = backgroundTexts(random, BACKGROUND)) {
  const stream = [...background];
  for (const row of rows) stream.splice(random.below(stream.length + 1), 0, row);
  return stream.map((row, i) => ({ ...row, ts: row.ts ?? i * 60_000 }));
}

const toDoc = (row) => ({
  id: row.id,
  at: row.ts ?? 0,
  title: row.title,
  text: row.body ?? row.text,
  author: row.user,
  fields: row.fields,
});

function run({ Engine, prepare }, stream) {
  const engine = new Engine();
  const decisions = new Map();
  for (const row of stream) {
    const decision = engine.push(prepare(toDoc(row)));
    decisions.set(row.id, decision);
  }
  engine.refine();
  return { engine, decisions, groupOf: (row) => engine.groupOf(row.id) };
}

const spread = (ran, rows) => new Set(rows.map(ran.groupOf)).size;

function strangers(ran, stream, rows) {
  const own = new Set(rows.map(({ id }) => id));
  const groups = new Set(rows.map(ran.groupOf));
  return stream.filter((row) => !own.has(row.id) && groups.has(ran.groupOf(row))).length;
}

function brandSwap(library, withField) {
  const random = randomFrom(8);
  const rows = BRANDS.flatMap((brand, b) =>
    Array.from({ length: 50 }, (_, i) => ({
      id: `brand-${b}-${i}`,
      label: brand,
      user: `buyer-${b}-${i}`,
      ...templateComplaint(random, brand),
      ...(withField && { fields: { object: brand } }),
    })),
  );
  const stream = mixed(random, rows);
  const ran = run(library, stream);
  const { bcubedF1, clusters } = partition(
    rows.map(({ label }) => label),
    rows.map(ran.groupOf),
  );
  return {
    probe: withField ? 'brand swap, object field' : 'brand swap, text alone',
    bcubedF1,
    clusters,
    strangers: strangers(ran, stream, rows),
    target: withField ? 0.95 : 0.85,
    reached: bcubedF1 >= (withField ? 0.95 : 0.85),
  };
}

function lightEdit(random, text) {
  const characters = [...text];
  for (let edits = 1 + random.below(6); edits > 0; edits--) {
    const at = random.below(characters.length);
    const kind = random.below(3);
    if (kind === 0) characters.splice(at, 1);
    else if (kind === 1) characters.splice(at, 0, random.pick([...RARE_TAIL, '！', '，', '啊', '的']));
    else characters[at] = random.pick([...RARE_TAIL]);
  }
  return characters.join('');
}

function flood(library) {
  const random = randomFrom(2_000);
  const rows = Array.from({ length: 2_000 }, (_, i) => ({
    id: `flood-${i}`,
    body: lightEdit(random, FLOOD_TEXT),
    user: `flooder-${i % 40}`,
  }));
  const background = backgroundTexts(randomFrom(5), BACKGROUND);
  const alone = run(library, mixed(randomFrom(6), [], background));
  const stream = mixed(random, rows, background);
  const ran = run(library, stream);
  const clusters = spread(ran, rows);
  const truth = background.map(({ label }) => label);
  const fall = partition(truth, background.map(alone.groupOf)).bcubedF1 - partition(truth, background.map(ran.groupOf)).bcubedF1;
  const largest = Math.max(...rows.map((row) => ran.engine.group(ran.groupOf(row)).complainants));
  return {
    probe: 'flood of 2,000 light edits',
    clusters,
    strangers: strangers(ran, stream, rows),
    restF1Falls: fall,
    complainants: largest,
    target: 2,
    reached: clusters <= 2 && fall <= 0.005,
  };
}

function campaign(library) {
  const random = randomFrom(1_000);
  const tail = () => Array.from({ length: 6 + random.below(14) }, () => random.pick([...RARE_TAIL])).join('');
  const rows = Array.from({ length: 1_000 }, (_, i) => ({ id: `slogan-${i}`, text: `${SLOGAN}${tail()}`, user: `account-${i % 300}` }));
  const stream = mixed(random, rows);
  const ran = run(library, stream);
  const groups = new Set(rows.map(ran.groupOf));
  const flagged = [...groups].filter((id) => ran.engine.group(id).campaign).length;
  return {
    probe: '1,000 copy-paste posts with random tails',
    clusters: groups.size,
    flagged,
    strangers: strangers(ran, stream, rows),
    target: 20,
    reached: groups.size <= 20 && flagged > 0,
  };
}

function petitioner(library) {
  const random = randomFrom(47);
  const rows = PETITION_SUBJECTS.flatMap((subject, s) =>
    Array.from({ length: 2 }, (_, i) => ({
      id: `petition-${s}-${i}`,
      label: subject,
      title: `${PETITION_STYLE[0]}我市${subject}${i ? '建设力度' : '建设'}`,
      body: `${PETITION_STYLE[0]}${subject}${PETITION_STYLE[1]}${subject}${PETITION_STYLE[2]}`,
      user: 'the-one-petitioner',
    })),
  );
  const stream = mixed(random, rows);
  const ran = run(library, stream);
  const flagged = rows.filter((row) => ran.decisions.get(row.id).flags.includes('serial-author')).length;
  const largest = Math.max(...[...new Set(rows.map(ran.groupOf))].map((id) => rows.filter((row) => ran.groupOf(row) === id).length));
  const { bcubedF1 } = partition(
    rows.map(({ label }) => label),
    rows.map(ran.groupOf),
  );
  return {
    probe: 'one petitioner, one style, 20 subjects',
    bcubedF1,
    clusters: spread(ran, rows),
    largest,
    flagged,
    reached: flagged > 0 && largest <= 8,
  };
}

function twins(library) {
  const pairs = [
    [
      '我在贵公司购买的电视机开机后没有声音，售后说要等两个月才能换主板，要求退货。',
      '我在貴公司購買的電視機開機後沒有聲音，售後說要等兩個月才能換主板，要求退貨。',
    ],
    [
      '航班延误九个小时，机场没有安排食宿，也没有人说明原因，要求赔偿。',
      '航班延誤九個小時，機場沒有安排食宿，也沒有人說明原因，要求賠償。',
    ],
    [
      '保险销售承诺随时可以退保，现在说要扣除百分之四十的手续费，属于虚假宣传。',
      '保險銷售承諾隨時可以退保，現在說要扣除百分之四十的手續費，屬於虛假宣傳。',
    ],
  ];
  const random = randomFrom(3);
  const rows = pairs.flatMap(([simplified, traditional], i) => [
    { id: `s-${i}`, text: simplified },
    { id: `t-${i}`, text: traditional },
  ]);
  const ran = run(library, mixed(random, rows));
  const joined = pairs.filter((_, i) => ran.engine.groupOf(`s-${i}`) === ran.engine.groupOf(`t-${i}`)).length;
  return { probe: 'traditional twin joins the simplified one', joined, of: pairs.length, reached: joined === pairs.length };
}

function silence(library) {
  const about = (i, ts) => ({
    id: `quiet-${i}`,
    ts,
    title: '澜岸府地下车库连续渗水',
    body: `澜岸府${i + 1}栋业主反映，地下车库每逢下雨就渗水，车辆被泡，物业和开发商互相推诿，至今没有防水维修方案。`,
  });
  const random = randomFrom(60);
  const early = [about(0, 0), about(1, DAY), about(2, 2 * DAY)];
  const between = backgroundTexts(random, 600).map((row, i) => ({ ...row, ts: 2 * DAY + i * 8_000_000 }));
  const late = [about(3, 63 * DAY), about(4, 64 * DAY)];
  const ran = run(library, [...early, ...between, ...late]);
  const groups = spread(ran, [...early, ...late]);
  return { probe: '60 days of silence', groups, woke: ran.decisions.get('quiet-3').flags.includes('woke'), reached: groups === 1 };
}

function forms(library) {
  const random = randomFrom(25);
  const rows = FORM_PROBLEMS.flatMap((problem, p) =>
    Array.from({ length: 12 }, (_, i) => ({
      id: `form-${p}-${i}`,
      label: problem[0],
      user: `writer-${p}-${i}`,
      text: formComplaint(random, problem),
    })),
  );
  const stream = mixed(random, rows);
  const ran = run(library, stream);
  const { bcubedF1, bcubedPrecision, clusters } = partition(
    rows.map(({ label }) => label),
    rows.map(ran.groupOf),
  );
  return {
    probe: 'one form, 8 problems',
    bcubedF1,
    bcubedPrecision,
    clusters,
    strangers: strangers(ran, stream, rows),
    target: 0.8,
    reached: bcubedPrecision >= 0.8,
  };
}

function oddTexts(library) {
  const ordinary = '空调开机十分钟就跳闸，维修师傅来了三次都没有找到原因，要求更换新机。';
  const mojibake = (text) => Buffer.from(text, 'utf8').toString('latin1');
  const rows = [
    '',
    ' ',
    '😡😡😡',
    '👍',
    '……？？？',
    mojibake(ordinary),
    mojibake(FLOOD_TEXT),
    '锟斤拷锟斤拷锟斤拷锟斤拷',
    '\ufffd\ufffd\ufffd\ufffd',
    '\u0000\u0007',
    '1234567890123',
    '好',
  ].map((text, i) => ({ id: `odd-${i}`, text }));
  const long = { id: 'odd-long', text: ordinary.repeat(1_500).slice(0, 50_000) };
  const random = randomFrom(13);
  const stream = mixed(random, [...rows, long, { id: 'plain', text: ordinary }]);
  const ran = run(library, stream);
  const joined = strangers(ran, stream, rows) + rows.length - spread(ran, rows);
  return { probe: 'odd texts', crashed: 0, joinedByAccident: joined, reached: joined === 0 };
}

export const runProbes = (library) => [
  brandSwap(library, true),
  brandSwap(library, false),
  flood(library),
  campaign(library),
  petitioner(library),
  twins(library),
  silence(library),
  forms(library),
  oddTexts(library),
];
