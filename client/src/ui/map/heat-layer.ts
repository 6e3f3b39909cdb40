import type L from 'leaflet';
import { heatColours, heatOf } from './heat.rules.js';
import type { MapArea } from './layers.js';

const RADIUS = 34;
const STRONGEST = 0.82;

export interface HeatLayer {
  draw: (points: readonly MapArea[]) => void;
  remove: () => void;
}

function glow(ink: CanvasRenderingContext2D, x: number, y: number, strength: number): void {
  const spot = ink.createRadialGradient(x, y, 0, x, y, RADIUS);
  spot.addColorStop(0, `rgba(0, 0, 0, ${strength * 0.9})`);
  spot.addColorStop(1, 'rgba(0, 0, 0, 0)');
  ink.fillStyle = spot;
  ink.fillRect(x - RADIUS, y - RADIUS, 2 * RADIUS, 2 * RADIUS);
}

/** Strength was painted as opacity; here it becomes a colour of the ramp. */
function tint(ink: CanvasRenderingContext2D, width: number, height: number, ramp: readonly string[]): void {
  const colours = heatColours(ramp);
  const image = ink.getImageData(0, 0, width, height);
  for (let i = 3; i < image.data.length; i += 4) {
    const strength = image.data[i] ?? 0;
    if (strength === 0) continue;
    const [r, g, b] = colours[strength] ?? [0, 0, 0];
    image.data[i - 3] = r;
    image.data[i - 2] = g;
    image.data[i - 1] = b;
    image.data[i] = Math.min(255 * STRONGEST, strength * 1.6);
  }
  ink.putImageData(image, 0, 0);
}

/** A canvas over the map that is painted anew whenever the map has come to rest. */
export function heatLayer(map: L.Map, ramp: readonly string[], moveTo: (element: HTMLElement, at: L.Point) => void): HeatLayer {
  const canvas = document.createElement('canvas');
  canvas.className = 'map__heat leaflet-zoom-hide';
  map.getPanes().overlayPane.append(canvas);
  let shown: readonly MapArea[] = [];
  const paint = (): void => {
    const { x: width, y: height } = map.getSize();
    Object.assign(canvas, { width, height });
    moveTo(canvas, map.containerPointToLayerPoint([0, 0]));
    const ink = canvas.getContext('2d', { willReadFrequently: true });
    if (ink === null || shown.length === 0 || width === 0 || height === 0) return;
    const heat = heatOf(shown.map(({ count }) => count));
    shown.forEach(({ lat, lng }, i) => {
      const at = map.latLngToContainerPoint([lat, lng]);
      glow(ink, at.x, at.y, heat[i] ?? 0);
    });
    tint(ink, width, height, ramp);
  };
  map.on('moveend zoomend resize', paint);
  return {
    draw: (points) => {
      shown = points;
      paint();
    },
    remove: () => {
      map.off('moveend zoomend resize', paint);
      canvas.remove();
    },
  };
}
