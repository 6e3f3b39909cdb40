/** Refuses to write a map that leaves out what a Chinese map must show. */
import { covers } from './shapes.mjs';

const fail = (line) => {
  throw new Error(`map check: ${line}`);
};

export function checkMap(provinces, south, world) {
  const by = new Map(provinces.features.map((f) => [f.id, f]));
  if (by.size !== 34) fail(`${by.size} provinces instead of 34`);
  const inside = (code, what, lng, lat) => covers(by.get(code), lng, lat) || fail(`${what} is not inside ${code}`);
  inside('710000', 'Taiwan', 121, 24);
  inside('460000', 'Hainan', 109.8, 19.2);
  inside('540000', 'Zangnan (Tawang)', 91.87, 27.58);
  inside('540000', 'Zangnan (Medog)', 95.3, 29.2);
  inside('650000', 'Aksai Chin', 79.5, 35.2);
  for (const f of world.features) {
    if (['CN', 'TW', 'HK', 'MO'].includes(f.properties.a)) fail(`${f.properties.n} drawn as another country`);
    if (covers(f, 91.87, 27.58) || covers(f, 79.5, 35.2) || covers(f, 121, 24)) fail(`${f.properties.n} covers Chinese land`);
  }
  const [islands, dashes] = south.features.map((f) => f.geometry.coordinates);
  if (dashes.length !== 10) fail(`${dashes.length} dashes instead of ten`);
  const near = (polygons, lng, lat, d) => polygons.some((p) => p[0].some(([x, y]) => Math.abs(x - lng) < d && Math.abs(y - lat) < d));
  if (!near(islands, 123.47, 25.74, 0.3)) fail('Diaoyu Dao is missing');
  if (!near(islands, 112.3, 16.3, 0.6)) fail('Xisha is missing');
  if (!near(islands, 114.2, 7.8, 0.6)) fail('Nansha is missing');
  if (!near(islands, 116.8, 20.7, 0.3)) fail('Dongsha is missing');
}

export function checkNames(rows, tree) {
  const codes = new Set(rows.map((r) => r[0]));
  for (const r of rows)
    if (!/^\d{6}$/.test(r[0]) || !Number.isFinite(r[3]) || !Number.isFinite(r[4])) fail(`bad gazetteer row ${r.join()}`);
  const count = (level) => rows.filter((r) => r[2] === level).length;
  if (count(1) !== 34) fail(`${count(1)} provinces in the gazetteer`);
  if (count(2) < 350 || count(3) < 2900) fail(`only ${count(2)} cities, ${count(3)} districts`);
  for (const p of tree) for (const c of p.children) if (!codes.has(c.code)) fail(`${c.name} has no row`);
  return { provinces: count(1), cities: count(2), districts: count(3), approximate: rows.filter((r) => r.length > 5).length };
}
