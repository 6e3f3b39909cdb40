/** Names, codes and centres of Chinese provinces, cities and districts, and of the world's larger cities. Server only. */

const r3 = (n) => Math.round(n * 1000) / 1000;
const xy = (cp) => [r3(Number(cp[0])), r3(Number(cp[1]))];
/** Level-two placeholders of the civil-affairs list that no person would name: their children hang on the province. */
const PLACEHOLDER = /^(市辖区|县|省直辖县级行政区划|自治区直辖县级行政区划)$/;
/** The list's sources put these centres at the province's, or leave them out. */
const CENTRES = {
  460300: [112.349, 16.831],
  460321: [112.349, 16.831],
  460322: [114.3, 10.7],
  460323: [114.5, 15.8],
  460400: [109.577, 19.517],
};
const SPECIAL = [
  { code: '710000', name: '台湾省' },
  { code: '810000', name: '香港特别行政区' },
  { code: '820000', name: '澳门特别行政区' },
];
const six = (code) => code.padEnd(6, '0');

/** One tree for the form's selects and for the gazetteer: province → city → district, six-digit codes, placeholders folded away. */
export function divisionTree(pca) {
  return pca.map((province) => {
    const children = [];
    for (const city of province.children) {
      const districts = city.children.filter((d) => d.code.length === 6).map((d) => ({ code: d.code, name: d.name }));
      if (PLACEHOLDER.test(city.name)) children.push(...districts);
      else children.push({ code: six(city.code), name: city.name, children: districts });
    }
    return { code: six(province.code), name: province.name, children };
  });
}

/** The middle of the bounding box of the largest ring: for maps that carry no centre of their own. */
function middle(geometry) {
  if (!Array.isArray(geometry.coordinates?.[0]?.[0])) return null;
  const rings = geometry.type === 'Polygon' ? [geometry.coordinates[0]] : geometry.coordinates.map((p) => p[0]);
  const ring = rings.reduce((a, b) => (b.length > a.length ? b : a));
  if (!Array.isArray(ring?.[0])) return null;
  const [xs, ys] = [ring.map((p) => p[0]), ring.map((p) => p[1])];
  return [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
}

const stem = (name) => name.replace(/(自治县|区|县|市)$/, '');

/**
 * `byCode`: adcode → centre; the first list that knows a code wins. `byName`: for districts that were renamed or recoded since the maps
 * were drawn (开县 is 开州区 today) or whose map has no codes; only names that the tree holds once in their province, or once in all.
 */
export function centres(featureLists, tree) {
  const held = new Map();
  const count = (key) => held.set(key, (held.get(key) ?? 0) + 1);
  const named = ({ code, name, children }) => {
    for (const key of [name, `${code.slice(0, 2)}:${stem(name)}`]) count(key);
    children?.forEach(named);
  };
  tree.forEach(named);

  const byCode = new Map(Object.entries(CENTRES));
  const byName = new Map();
  const once = (key, at) => byName.set(key, byName.has(key) && String(byName.get(key)) !== String(at) ? null : at);
  for (const features of featureLists) {
    for (const f of features) {
      const { cp, name } = f.properties;
      const at = cp ?? middle(f.geometry);
      if (!at || !name) continue;
      const id = f.id ? String(f.id) : null;
      if (id && cp && !byCode.has(id)) byCode.set(id, xy(cp));
      if (id) once(`${id.slice(0, 2)}:${stem(name)}`, xy(at));
      else once(name, xy(at));
    }
  }
  const unique = (key) => (held.get(key) === 1 ? byName.get(key) : null);
  return { of: (code, name) => byCode.get(code) ?? unique(`${code.slice(0, 2)}:${stem(name)}`) ?? unique(name) ?? null };
}

/** Rows `[adcode, name, level, lng, lat]`, with a sixth `0` where the centre of the level above stands in. */
export function chineseRows(tree, centre, { hongKong, macao, taiwan }) {
  const rows = [];
  const add = (code, name, level, fallback) => {
    const at = centre.of(code, name);
    rows.push(at ? [code, name, level, ...at] : [code, name, level, ...fallback, 0]);
    return at ?? fallback;
  };
  for (const province of tree) {
    const pAt = add(province.code, province.name, 1, null);
    for (const child of province.children) {
      const cAt = add(child.code, child.name, child.children ? 2 : 3, pAt);
      for (const district of child.children ?? []) add(district.code, district.name, 3, cAt);
    }
  }
  for (const { code, name } of SPECIAL) add(code, name, 1, null);
  for (const f of [...hongKong, ...macao]) rows.push([f.id, f.properties.name, 3, ...xy(f.properties.cp)]);
  // No six-digit codes below the province are published for Taiwan: its cities and counties are counted under 710000.
  for (const { name, longitude, latitude } of taiwan.map((f) => f.properties)) {
    if (longitude && /[市县]$/.test(name)) rows.push(['710000', name, 2, r3(longitude), r3(latitude)]);
  }
  return rows.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[2] - b[2] || (a[1] < b[1] ? -1 : 1)));
}

/** What a Latin-script Chinese city is counted under: its city when it lies by the city's centre, else the nearest district. */
function adcodeNear(lng, lat, rows) {
  const nearest = (list) => {
    let best = null;
    let least = Infinity;
    for (const row of list) {
      const d = ((row[3] - lng) * Math.cos((lat * Math.PI) / 180)) ** 2 + (row[4] - lat) ** 2;
      if (d < least) [best, least] = [row, d];
    }
    return [best, Math.sqrt(least) * 111];
  };
  const [city, km] = nearest(rows.cities);
  return km < 15 ? city[0] : nearest(rows.districts)[0][0];
}

const FOLDED = { TW: '710000', HK: '810000', MO: '820000' };

/** Rows `[name, country, lng, lat, population]`, and for China a sixth column: the adcode. */
export function worldRows(cities, chinese) {
  const rows = {
    cities: chinese.filter((r) => r[2] === 2 || /^(11|12|31|50)0000$/.test(r[0])),
    districts: chinese.filter((r) => r[2] === 3 && r[5] === undefined),
  };
  return cities
    .filter((c) => c.population >= (c.country === 'CN' ? 50_000 : 100_000))
    .map((c) => {
      const [lng, lat] = c.loc.coordinates.map(r3);
      const row = [c.name, c.country, lng, lat, c.population];
      if (FOLDED[c.country]) return [c.name, 'CN', lng, lat, c.population, FOLDED[c.country]];
      return c.country === 'CN' ? [...row, adcodeNear(lng, lat, rows)] : row;
    })
    .sort((a, b) => (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : b[4] - a[4] || (a[0] < b[0] ? -1 : 1)));
}

/** `[code, name, children?]`, nested: what the public form's three selects need and nothing more. */
export function areaSelects(tree, { hongKong, macao, taiwan }) {
  const node = ({ code, name, children }) => (children?.length ? [code, name, children.map(node)] : [code, name]);
  const flat = (features) => features.map((f) => [f.id, f.properties.name]);
  const counties = taiwan.map((f) => f.properties.name).filter((n) => /[市县]$/.test(n));
  const parts = { 710000: counties.map((n) => ['710000', n]), 810000: flat(hongKong), 820000: flat(macao) };
  return [...tree.map(node), ...SPECIAL.map(({ code, name }) => [code, name, parts[code]])];
}
