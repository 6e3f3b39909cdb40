// Files made to break a reader: archives that unpack to gigabytes, endless cells, damaged workbooks. Each must be answered, with a refusal or
// with what could be read of it; the process lives, its memory stays bounded, and an ordinary visitor is served.
import { createDeflateRaw, crc32 } from 'node:zlib';
import { parseArgs } from 'node:util';
import { run, Visitor } from './run.mjs';

const { values } = parseArgs({ options: { port: { type: 'string', default: '23985' }, damaged: { type: 'string', default: '40' } } });
const [port, damaged] = [values.port, values.damaged].map(Number);
const MB = 1024 * 1024;
const MOST_MB = 1_800;
const WORST_MS = 5_000;
const ANSWER_MS = 120_000;

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const TYPES = `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`;
const ROOT = `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`;
const BOOK = `${XML}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`;
const LINKS = `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`;
const SHEET = `${XML}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`;
const row = (n, text) => `<row r="${n}"><c r="A${n}" t="inlineStr"><is><t>${text}</t></is></c></row>`;

/** Deflates `head`, then `piece` so many times, then `tail`, without holding it. */
async function part(name, head, piece = '', times = 0, tail = '') {
  const deflate = createDeflateRaw({ level: 9 });
  const chunks = [];
  deflate.on('data', (chunk) => chunks.push(chunk));
  const ended = new Promise((resolve) => deflate.once('end', resolve));
  let [crc, size] = [0, 0];
  for (let i = -1; i <= times; i++) {
    const bytes = Buffer.from(i < 0 ? head : i === times ? tail : piece);
    [crc, size] = [crc32 ? crc32(bytes, crc) : 0, size + bytes.length];
    if (!deflate.write(bytes)) await new Promise((resolve) => deflate.once('drain', resolve));
  }
  deflate.end();
  await ended;
  return { name, bytes: Buffer.concat(chunks), crc, size };
}

function zip(parts, lieAboutSize = null) {
  const [out, directory] = [[], []];
  let at = 0;
  for (const { name, bytes, crc, size } of parts) {
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc, 10);
    fields.writeUInt32LE(bytes.length, 14);
    fields.writeUInt32LE((lieAboutSize ?? size) >>> 0, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), bytes]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), fields, rest, Buffer.from(name)]));
    out.push(local);
    at += local.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...out, list, end]);
}

const frame = async () => [
  await part('[Content_Types].xml', TYPES),
  await part('_rels/.rels', ROOT),
  await part('xl/workbook.xml', BOOK),
  await part('xl/_rels/workbook.xml.rels', LINKS),
];
const book = async (sheet, lie) => zip([...(await frame()), sheet], lie);
const sheetOf = (head, piece, times, tail = '</sheetData></worksheet>') =>
  part('xl/worksheets/sheet1.xml', `${SHEET}${head}`, piece, times, tail);
const GOOD = await book(await sheetOf(row(1, '内容'), row(2, '快递三天没动'), 1));

async function hostile() {
  const spaces = ' '.repeat(MB);
  const big = await sheetOf('', spaces, 1_536);
  return {
    'unpacks to 1.5 GB.xlsx': await book(big),
    'unpacks to 1.5 GB and says 1 KB.xlsx': await book(big, 1_024),
    'one cell of 200 MB.xlsx': await book(
      await sheetOf('<row r="1"><c r="A1" t="inlineStr"><is><t>', 'a'.repeat(MB), 200, '</t></is></c></row></sheetData></worksheet>'),
    ),
    'two million rows.xlsx': await book(await sheetOf('', row(1, 'a').repeat(1_000), 2_000)),
    'last cell of the sheet.xlsx': await book(await sheetOf('', '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', 1)),
    'deeply nested.xlsx': await book(await sheetOf('', '<a>'.repeat(10_000), 100)),
    'ten thousand parts.xlsx': zip([
      ...(await frame()),
      ...(await Promise.all(Array.from({ length: 10_000 }, (_, i) => part(`x${i}.xml`, 'a')))),
    ]),
    'one cell of 60 MB.csv': Buffer.from(`内容\n${'a'.repeat(60 * MB)}\n`),
    'quotes that never close.csv': Buffer.from(`内容\n"${'a,\n'.repeat(10 * MB)}`),
    'a million columns.csv': Buffer.from(`内容${',a'.repeat(1_000_000)}\n${'b'}${',b'.repeat(1_000_000)}\n`),
    'nothing.xlsx': Buffer.alloc(0),
    'zeros.xlsx': Buffer.alloc(5 * MB),
  };
}

function damage(bytes, seed) {
  let state = seed * 2_654_435_761 + 1;
  const next = (below) => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) % below;
  const copy = Buffer.from(bytes);
  if (seed % 4 === 0) return copy.subarray(0, next(copy.length));
  for (let i = 0; i < 1 + (seed % 8); i++) copy[next(copy.length)] = next(256);
  return copy;
}

// Made before anybody is served: it keeps this process busy, whose own visitor would be measured with it.
const files = Object.entries(await hostile());

await run('import', { port }, async (house) => {
  const key = await house.key(['complaint:create', 'complaint:import']);
  const visitor = new Visitor(house, key);
  const { pid } = house.server;
  let mostMB = 0;
  const watch = setInterval(() => void house.memory().then((bytes) => (mostMB = Math.max(mostMB, Math.round(bytes / MB)))), 250);
  const answers = {};
  const bad = [];
  const upload = async (name, bytes) => {
    const body = new FormData();
    body.append('file', new Blob([bytes]), name);
    const started = performance.now();
    const url = `${house.url}/api/v1/imports`;
    const init = { method: 'POST', headers: { authorization: `Bearer ${key}` }, body, signal: AbortSignal.timeout(ANSWER_MS) };
    const said = await fetch(url, init).then(
      async (answer) => ({ status: answer.status, text: await answer.text() }),
      (error) => ({ status: 0, text: String(error.cause ?? error) }),
    );
    const code = said.status === 201 ? 'taken' : (/"code":"([^"]+)"/.exec(said.text)?.[1] ?? said.text.slice(0, 80));
    if (said.status === 0 || said.status >= 500) bad.push(`${name}: ${said.status} ${code}`);
    return `${said.status} ${code} ${((performance.now() - started) / 1_000).toFixed(1)} s`;
  };
  answers['as it should be.xlsx'] = await upload('good.xlsx', GOOD);
  for (const [name, bytes] of files) answers[name] = await upload(name, bytes);
  const counts = {};
  for (let seed = 1; seed <= damaged; seed++) {
    const outcome = (await upload(`damaged ${seed}.xlsx`, damage(GOOD, seed))).replace(/ \S+ s$/, '');
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  const last = await upload('good.xlsx', GOOD);
  clearInterval(watch);
  const { visits, worstMs, failures } = await visitor.leave();
  return {
    answers: [answers, answers['as it should be.xlsx'].startsWith('201')],
    damaged: [counts, true],
    goodAfterwards: [last, last.startsWith('201')],
    withoutAnswer: [bad, bad.length === 0],
    sameProcess: [house.server.pid === pid && house.server.exitCode === null, house.server.exitCode === null],
    mostMB: [mostMB, mostMB < MOST_MB],
    visits: [visits, visits > 10],
    worstMs: [worstMs, worstMs < WORST_MS],
    failures: [failures, failures.length === 0],
  };
});
