import { readToken } from '../../lib/theme.js';

export interface MapPalette {
  land: string;
  landLine: string;
  line: string;
  dash: string;
  ramp: readonly string[];
  circle: string;
  circleFill: string;
  hover: string;
}

export function readPalette(): MapPalette {
  return {
    land: readToken('--map-land'),
    landLine: readToken('--map-land-line'),
    line: readToken('--map-line'),
    dash: readToken('--map-dash'),
    ramp: [0, 1, 2, 3, 4, 5].map((step) => readToken(`--map-${step}`)),
    circle: readToken('--map-halo'),
    circleFill: readToken('--badge-solid'),
    hover: readToken('--tx-1'),
  };
}
