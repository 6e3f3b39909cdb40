import L from 'leaflet';
import type { GeoData, ProvinceProps } from './geo-data.js';
import type { MapPalette } from './palette.js';
import { circleRadius, rampStep, rampThresholds } from './ramp.js';

export interface MapArea {
  adcode: string;
  name: string;
  level: string;
  lng: number;
  lat: number;
  count: number;
}

/** Provinces shaded, cities as circles alone, or cities as a glow. */
export type MapMode = 'province' | 'city' | 'heat';

export interface MapView {
  areas: readonly MapArea[];
  mode: MapMode;
  labels: number;
}

export type ProvinceLayer = L.GeoJSON<ProvinceProps>;

export function baseLayers(geo: GeoData, palette: MapPalette): { world: L.GeoJSON; provinces: ProvinceLayer; southSea: L.GeoJSON } {
  const world = L.geoJSON(geo.world, {
    interactive: false,
    style: { color: palette.landLine, weight: 0.6, fillColor: palette.land, fillOpacity: 1 },
  });
  const provinces: ProvinceLayer = L.geoJSON<ProvinceProps>(geo.provinces, {
    style: { color: palette.line, weight: 0.8, fillColor: palette.ramp[0], fillOpacity: 1 },
  });
  // The dashes are thin slivers: without a stroke they vanish at the zoom that shows the whole country.
  const southSea = L.geoJSON(geo.southSea, {
    interactive: false,
    style: { color: palette.dash, weight: 1.2, fillColor: palette.dash, fillOpacity: 0.8 },
  });
  return { world, provinces, southSea };
}

const isProvince = (area: MapArea): boolean => area.level === 'province';

export function shadeProvinces(layer: ProvinceLayer, view: MapView, palette: MapPalette): number[] {
  const counts = new Map(view.areas.filter(isProvince).map((area) => [area.adcode, area.count]));
  const thresholds = rampThresholds(Math.max(0, ...counts.values()));
  layer.setStyle((feature) => {
    const adcode = (feature?.properties as ProvinceProps | undefined)?.adcode ?? '';
    return { fillColor: palette.ramp[view.mode === 'province' ? rampStep(counts.get(adcode) ?? 0, thresholds) : 0] };
  });
  return thresholds;
}

/** Cities where there are any; a place known only to its province stands on the province's centre. */
export function pointsOf(view: MapView): MapArea[] {
  const points = view.areas.filter((area) => !isProvince(area) && area.count > 0);
  const covered = new Set(points.map((point) => point.adcode.slice(0, 2)));
  const alone = view.areas.filter((area) => isProvince(area) && area.count > 0 && !covered.has(area.adcode.slice(0, 2)));
  return [...points, ...alone].sort((a, b) => b.count - a.count);
}

export function drawCircles(group: L.LayerGroup, points: readonly MapArea[], palette: MapPalette, onPick: (area: MapArea) => void): void {
  group.clearLayers();
  for (const point of points) {
    L.circleMarker([point.lat, point.lng], {
      radius: circleRadius(point.count),
      color: palette.circle,
      weight: 1,
      fillColor: palette.circleFill,
      fillOpacity: 0.55,
    })
      .on('click', () => onPick(point))
      .addTo(group);
  }
}

/** For labels of 11 px; screens on walls set them larger. */
const LABEL_BOX = { width: 46, height: 32, size: 11 };

/** A city stands in its province on the map already. */
const shortName = (name: string): string => name.replace(/^.+?(?:省|自治区)(?=.)/, '');

/** The largest places first; a label that would cover one already placed is left out until the reader zooms in. */
export function drawLabels(map: L.Map, group: L.LayerGroup, points: readonly MapArea[], most: number, format: (n: number) => string): void {
  group.clearLayers();
  const placed: L.Point[] = [];
  const scale = (parseFloat(getComputedStyle(map.getContainer()).fontSize) || LABEL_BOX.size) / LABEL_BOX.size;
  const [width, height] = [LABEL_BOX.width * scale, LABEL_BOX.height * scale];
  for (const point of points) {
    if (placed.length >= most) break;
    const at = map.latLngToContainerPoint([point.lat, point.lng]);
    if (placed.some((other) => Math.abs(other.x - at.x) < width && Math.abs(other.y - at.y) < height)) continue;
    placed.push(at);
    const html = document.createElement('span');
    html.append(
      Object.assign(document.createElement('span'), { textContent: shortName(point.name) }),
      Object.assign(document.createElement('b'), { textContent: format(point.count) }),
    );
    L.marker([point.lat, point.lng], {
      interactive: false,
      keyboard: false,
      icon: L.divIcon({ className: 'map-label', html, iconSize: [80 * scale, height], iconAnchor: [40 * scale, height / 2] }),
    }).addTo(group);
  }
}
