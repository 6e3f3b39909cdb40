import L from 'leaflet';
import { useEffect, useRef, useState } from 'react';
import { count } from '../../lib/format.js';
import { useTheme } from '../../lib/theme.js';
import type { GeoData } from './geo-data.js';
import { heatLayer, type HeatLayer } from './heat-layer.js';
import { baseLayers, drawCircles, drawLabels, pointsOf, shadeProvinces } from './layers.js';
import type { MapArea, MapView, ProvinceLayer } from './layers.js';
import { readPalette } from './palette.js';
import type { MapPalette } from './palette.js';

const CHINA: L.LatLngBoundsLiteral = [
  [18.2, 73.2],
  [53.7, 135.4],
];
const SOUTH_SEA: L.LatLngBoundsLiteral = [
  [2.5, 105.5],
  [24.5, 123],
];
/** Zengmu Ansha lies at 3.97° N: a view that ends above it cuts the south off. */
const SOUTH_END = 3.9;

interface Drawn {
  map: L.Map;
  inset: L.Map;
  palette: MapPalette;
  provinces: ProvinceLayer[];
  circles: L.LayerGroup;
  labels: L.LayerGroup;
  heat: HeatLayer;
}

export interface MapHandle {
  zoom: (by: number) => void;
  reset: () => void;
}

export interface LeafletMapProps {
  geo: GeoData;
  view: MapView;
  label: string;
  insetLabel: string;
  onPick: (area: MapArea) => void;
  onThresholds: (thresholds: number[]) => void;
  handle: { current: MapHandle | null };
}

const STILL: L.MapOptions = {
  dragging: false,
  scrollWheelZoom: false,
  doubleClickZoom: false,
  boxZoom: false,
  keyboard: false,
  touchZoom: false,
};

function addBase(map: L.Map, geo: GeoData, palette: MapPalette): ProvinceLayer {
  const { world, provinces, southSea } = baseLayers(geo, palette);
  world.addTo(map);
  provinces.addTo(map);
  southSea.addTo(map);
  return provinces;
}

function create(main: HTMLElement, corner: HTMLElement, geo: GeoData): Drawn {
  const palette = readPalette();
  const common: L.MapOptions = { preferCanvas: true, zoomSnap: 0.05, zoomControl: false, attributionControl: false };
  const map = L.map(main, { ...common, minZoom: 2, maxZoom: 9, zoomDelta: 0.5, wheelPxPerZoomLevel: 120 });
  map.fitBounds(CHINA);
  const inset = L.map(corner, { ...common, ...STILL });
  inset.fitBounds(SOUTH_SEA);
  const provinces = [addBase(map, geo, palette), addBase(inset, geo, palette)];
  return {
    map,
    inset,
    palette,
    provinces,
    circles: L.layerGroup().addTo(map),
    labels: L.layerGroup().addTo(map),
    heat: heatLayer(map, palette.ramp, L.DomUtil.setPosition),
  };
}

/** Leaflet directly, on one element: React draws the frame, Leaflet the inside. */
export function LeafletMap({ geo, view, label, insetLabel, onPick, onThresholds, handle }: LeafletMapProps) {
  const theme = useTheme();
  const main = useRef<HTMLDivElement>(null);
  const corner = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const [southCut, setSouthCut] = useState(true);
  const pick = useRef(onPick);
  useEffect(() => {
    pick.current = onPick;
  });

  useEffect(() => {
    if (main.current === null || corner.current === null) return;
    const made = create(main.current, corner.current, geo);
    const { map, inset } = made;
    let touched = false;
    const fit = (): void => {
      map.invalidateSize({ animate: false });
      if (!touched) map.fitBounds(CHINA, { animate: false });
      inset.invalidateSize({ animate: false });
      inset.fitBounds(SOUTH_SEA, { animate: false });
    };
    const resize = new ResizeObserver(fit);
    resize.observe(main.current);
    map.on('moveend', () => setSouthCut(map.getBounds().getSouth() > SOUTH_END));
    main.current.addEventListener('pointerdown', () => (touched = true), { once: true });
    main.current.addEventListener('wheel', () => (touched = true), { once: true, passive: true });
    made.provinces[0]?.on('click', (event: L.LeafletMouseEvent) => {
      const feature = (event.propagatedFrom as { feature?: { properties: { adcode: string; name: string } } }).feature;
      if (feature !== undefined)
        pick.current({ ...feature.properties, level: 'province', lng: event.latlng.lng, lat: event.latlng.lat, count: 0 });
    });
    handle.current = {
      zoom: (by) => void map.setZoom(map.getZoom() + by),
      reset: () => {
        touched = false;
        map.fitBounds(CHINA);
      },
    };
    setDrawn(made);
    return () => {
      resize.disconnect();
      setDrawn(null);
      handle.current = null;
      map.remove();
      inset.remove();
    };
    // A new theme means new colours on every canvas: drawing anew is simpler than repainting, and rare.
  }, [geo, theme, handle]);

  useEffect(() => {
    if (drawn === null) return;
    const points = pointsOf(view);
    const thresholds = drawn.provinces.map((layer) => shadeProvinces(layer, view, drawn.palette))[0];
    const hot = view.mode === 'heat';
    drawCircles(drawn.circles, hot ? [] : points, drawn.palette, (area) => pick.current(area));
    drawn.heat.draw(hot ? points : []);
    const relabel = (): void => drawLabels(drawn.map, drawn.labels, points, view.labels, count);
    relabel();
    drawn.map.on('zoomend resize', relabel);
    onThresholds(thresholds ?? []);
    return () => void drawn.map.off('zoomend resize', relabel);
  }, [drawn, view, onThresholds]);

  return (
    <>
      <div ref={main} className="map__canvas" role="application" aria-label={label} data-ready={drawn !== null || undefined} />
      <div className="map__inset" hidden={!southCut}>
        <div ref={corner} className="map__inset-canvas" aria-hidden="true" />
        <span className="map__inset-label">{insetLabel}</span>
      </div>
    </>
  );
}
