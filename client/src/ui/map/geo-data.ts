import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson';

export type Shapes<P> = FeatureCollection<Polygon | MultiPolygon, P>;
export interface ProvinceProps {
  adcode: string;
  name: string;
}
export interface GeoData {
  provinces: Shapes<ProvinceProps>;
  southSea: Shapes<unknown>;
  world: Shapes<unknown>;
}

let loading: Promise<GeoData> | null = null;

async function fetchShapes<P>(name: string): Promise<Shapes<P>> {
  const response = await fetch(`/geo/${name}.geo.json`);
  if (!response.ok) throw new Error(`The base map ${name} is missing (${response.status})`);
  return (await response.json()) as Shapes<P>;
}

/** Fetched once a page from our own server; a failed attempt may be repeated. */
export function loadGeo(): Promise<GeoData> {
  loading ??= Promise.all([fetchShapes<ProvinceProps>('china-provinces'), fetchShapes('southsea'), fetchShapes('world-lite')])
    .then(([provinces, southSea, world]) => ({ provinces, southSea, world }))
    .catch((error: unknown) => {
      loading = null;
      throw error;
    });
  return loading;
}
