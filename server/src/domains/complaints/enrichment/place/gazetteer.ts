import { readFileSync } from 'node:fs';

export type DivisionLevel = 1 | 2 | 3;

export interface Division {
  adcode: string;
  name: string;
  level: DivisionLevel;
  lng: number;
  lat: number;
  approximate: boolean;
}

export interface WorldCity {
  name: string;
  country: string;
  lng: number;
  lat: number;
  population: number;
  adcode: string | null;
}

type DivisionRow = [string, string, DivisionLevel, number, number, 0?];
type CityRow = [string, string, number, number, number, string?];

const asset = (name: string): URL => new URL(`../../../../../assets/geo/${name}`, import.meta.url);
const read = (name: string): unknown => JSON.parse(readFileSync(asset(name), 'utf8'));

export interface Gazetteer {
  divisions: Division[];
  byCode: Map<string, Division>;
  cities: WorldCity[];
}

let shared: Gazetteer | undefined;

export function gazetteer(): Gazetteer {
  if (shared) return shared;
  const divisions = (read('gazetteer-cn.json') as DivisionRow[]).map(([adcode, name, level, lng, lat, mark]) => ({
    adcode,
    name,
    level,
    lng,
    lat,
    approximate: mark === 0,
  }));
  const byCode = new Map<string, Division>();
  // Taiwan's cities share the province's code; the province itself comes first and keeps it.
  for (const d of divisions) if (!byCode.has(d.adcode)) byCode.set(d.adcode, d);
  const cities = (read('gazetteer-world.json') as CityRow[]).map(([name, country, lng, lat, population, adcode]) => ({
    name,
    country,
    lng,
    lat,
    population,
    adcode: adcode ?? null,
  }));
  return (shared = { divisions, byCode, cities });
}

/** The division with this code, or else the city or province that encloses it: codes are retired every year. */
export function divisionOf(adcode: string): Division | undefined {
  const { byCode } = gazetteer();
  return byCode.get(adcode) ?? byCode.get(`${adcode.slice(0, 4)}00`) ?? byCode.get(`${adcode.slice(0, 2)}0000`);
}

/** The four municipalities have districts and counties, and no city in between. */
const MUNICIPAL = /^(?:11|12|31|50)0[12]/;

/** Whether an area can be found by this code. Districts are retired every year: then the city they were part of is enough. */
export function isKnownArea(adcode: string): boolean {
  const { byCode } = gazetteer();
  return byCode.has(adcode) || byCode.has(`${adcode.slice(0, 4)}00`) || MUNICIPAL.test(adcode);
}

export interface Near {
  division?: Division;
  city?: WorldCity;
  km: number;
}

const kilometres = (lng: number, lat: number, at: { lng: number; lat: number }): number =>
  Math.hypot((at.lng - lng) * Math.cos((lat * Math.PI) / 180), at.lat - lat) * 111.2;

/** What a point on the map lies nearest to: a Chinese district within 60 km, else a large city within 80 km. */
export function nearest(lng: number, lat: number): Near | undefined {
  const { divisions, cities } = gazetteer();
  let best: Near = { km: 60 };
  for (const d of divisions) {
    if (d.level < 3 && d.adcode !== '710000') continue;
    if (d.approximate || Math.abs(d.lat - lat) > 0.6) continue;
    const km = kilometres(lng, lat, d);
    if (km < best.km) best = { division: d, km };
  }
  if (best.division) return best;
  best = { km: 80 };
  for (const c of cities) {
    if (Math.abs(c.lat - lat) > 0.8) continue;
    const km = kilometres(lng, lat, c);
    if (km < best.km) best = { city: c, km };
  }
  return best.city ? best : undefined;
}
