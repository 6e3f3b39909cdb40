import type { AreaCount } from '@tocsin/shared/incidents';
import type { z } from 'zod';
import { placeOfCode } from '../complaints/enrichment/index.js';
import type { Counts } from '../clustering/index.js';

type Area = z.infer<typeof AreaCount>;

/** Provinces by their whole content and cities by theirs; a district counts for both. */
export function areasOf(counts: Counts): Area[] {
  const rolled: Counts = {};
  for (const [adcode, n] of Object.entries(counts)) {
    const province = `${adcode.slice(0, 2)}0000`;
    const city = `${adcode.slice(0, 4)}00`;
    rolled[province] = (rolled[province] ?? 0) + n;
    if (city !== province) rolled[city] = (rolled[city] ?? 0) + n;
  }
  return Object.entries(rolled)
    .flatMap(([adcode, count]) => {
      const place = placeOfCode(adcode);
      // Districts directly under a municipality have no city of their own.
      if (place?.adcode !== adcode || (place.level !== 'province' && place.level !== 'city')) return [];
      return [{ adcode, name: place.name, level: place.level, lng: place.lng, lat: place.lat, count }];
    })
    .sort((a, b) => b.count - a.count || (a.adcode < b.adcode ? -1 : 1));
}
