/** Turns the sources' polygons into the three GeoJSON files the console draws. */

const round = (digits) => {
  const k = 10 ** digits;
  return (n) => Math.round(n * k) / k;
};
const r3 = round(3);

/** The zig-zag, delta-coded rings of ECharts 4 map files. */
function decodeRing(text, [startX, startY]) {
  const ring = [];
  let x = startX;
  let y = startY;
  for (let i = 0; i < text.length; i += 2) {
    const dx = text.charCodeAt(i) - 64;
    const dy = text.charCodeAt(i + 1) - 64;
    x += (dx >> 1) ^ -(dx & 1);
    y += (dy >> 1) ^ -(dy & 1);
    ring.push([x / 1024, y / 1024]);
  }
  return ring;
}

function decodePolygons({ type, coordinates, encodeOffsets }) {
  return type === 'Polygon'
    ? [coordinates.map((ring, i) => decodeRing(ring, encodeOffsets[i]))]
    : coordinates.map((rings, p) => rings.map((ring, i) => decodeRing(ring, encodeOffsets[p][i])));
}

/** Rounds a ring, drops repeated points, keeps it closed; `null` when nothing of it is left. */
function tidy(ring, r) {
  const out = [];
  for (const [x, y] of ring) {
    const point = [r(x), r(y)];
    const last = out.at(-1);
    if (!last || last[0] !== point[0] || last[1] !== point[1]) out.push(point);
  }
  const [first, last] = [out[0], out.at(-1)];
  if (out.length > 2 && (first[0] !== last[0] || first[1] !== last[1])) out.push(first);
  return out.length >= 4 ? out : null;
}

const tidyAll = (polygons, r) => polygons.map((rings) => rings.map((ring) => tidy(ring, r)).filter(Boolean)).filter((p) => p.length > 0);

/** ISO-639-free: every feature carries its GB/T 2260 code, which is what complaints are counted by. */
export function provinces(chinaJson) {
  const features = chinaJson.features.map((f) => ({
    type: 'Feature',
    id: f.id,
    properties: { adcode: f.id, name: f.properties.name, cp: f.properties.cp.map(r3) },
    geometry: { type: 'MultiPolygon', coordinates: tidyAll(decodePolygons(f.geometry), r3) },
  }));
  return { type: 'FeatureCollection', features };
}

const polygonsOf = ({ type, coordinates }) => (type === 'Polygon' ? [coordinates] : coordinates);

/** The first three polygons are the mainland, Hainan and Taiwan, drawn from the province file; the rest are islands and the ten dashes. */
export function southSea(worldJson) {
  const china = worldJson.features.find((f) => f.properties.iso_a2 === 'CN');
  const small = polygonsOf(china.geometry).slice(3);
  const dashes = small.slice(-10);
  const islands = small.slice(0, -10);
  const feature = (name, coordinates) => ({ type: 'Feature', properties: { name }, geometry: { type: 'MultiPolygon', coordinates } });
  return { type: 'FeatureCollection', features: [feature('钓鱼岛、东沙、西沙、中沙、南沙诸岛', islands), feature('南海断续线', dashes)] };
}

/** Every other country, two decimals: a quiet background. `n` Chinese name, `a` ISO 3166-1 alpha-2. */
export function worldLite(worldJson) {
  const r2 = round(2);
  const features = worldJson.features
    .filter((f) => f.properties.iso_a2 !== 'CN')
    .map((f) => ({
      type: 'Feature',
      properties: { n: f.properties.name, a: f.properties.iso_a2 },
      geometry: { type: 'MultiPolygon', coordinates: tidyAll(polygonsOf(f.geometry), r2) },
    }))
    .filter((f) => f.geometry.coordinates.length > 0);
  return { type: 'FeatureCollection', features };
}

function inRing(x, y, ring) {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i];
    const [xj, yj] = ring[j];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

export const covers = (feature, x, y) => polygonsOf(feature.geometry).some((rings) => inRing(x, y, rings[0]));
