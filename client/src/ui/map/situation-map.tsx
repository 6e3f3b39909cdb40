import { MapPinOff } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { count, percent } from '../../lib/format.js';
import 'leaflet/dist/leaflet.css';
import { Button } from '../button.js';
import { lazyPart } from '../lazy-part.js';
import { EmptyState, Skeleton } from '../states.js';
import { TwinTable } from '../twin-table.js';
import { loadGeo } from './geo-data.js';
import type { GeoData } from './geo-data.js';
import type { MapArea, MapMode } from './layers.js';
import type { LeafletMapProps, MapHandle } from './leaflet-map.js';
import { MapLegend } from './map-legend.js';
import { MapTools } from './map-tools.js';
import './situation-map.css';

const GEO_RETRY_MS = 3_000;
const LeafletMap = lazyPart<LeafletMapProps>(() => import('./leaflet-map.js').then((m) => m.LeafletMap));

/** Map and outlines ahead of need: a war room that opens after the server is gone still has its map. */
export async function preloadMap(): Promise<void> {
  await Promise.all([LeafletMap.preload(), loadGeo().catch(() => undefined)]);
}

export interface SituationMapProps {
  title: string;
  /** Provinces by their whole content, and cities; straight from the contract. */
  areas: readonly MapArea[];
  unlocated: number;
  mode?: MapMode;
  labels?: number;
  /** For a screen that nobody touches: no controls, larger labels. */
  display?: boolean;
  /** Set only when the deployment has an officially reviewed map. */
  reviewNo?: string | null;
  onArea?: (area: MapArea) => void;
  onUnlocated?: () => void;
}

function useGeo(): { geo: GeoData | null; error: unknown } {
  const [state, setState] = useState<{ geo: GeoData | null; error: unknown }>({ geo: null, error: null });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let here = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    loadGeo().then(
      (geo) => here && setState({ geo, error: null }),
      (error: unknown) => {
        if (!here) return;
        setState({ geo: null, error });
        timer = setTimeout(() => setAttempt((n) => n + 1), GEO_RETRY_MS);
      },
    );
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [attempt]);
  return state;
}

export function SituationMap({
  title,
  areas,
  unlocated,
  mode = 'province',
  labels = 8,
  display = false,
  reviewNo = null,
  onArea,
  onUnlocated,
}: SituationMapProps) {
  const { t } = useTranslation('ui');
  const { geo, error } = useGeo();
  const [asTable, setAsTable] = useState(false);
  const [thresholds, setThresholds] = useState<number[]>([]);
  const handle = useRef<MapHandle | null>(null);
  const view = useMemo(() => ({ areas, mode, labels }), [areas, mode, labels]);
  const ranked = useMemo(
    () => areas.filter((a) => a.count > 0 && (mode !== 'province') === (a.level !== 'province')).sort((a, b) => b.count - a.count),
    [areas, mode],
  );
  const sum = ranked.reduce((n, area) => n + area.count, 0);
  const byCode = useMemo(() => new Map(areas.map((area) => [area.adcode, area])), [areas]);
  const pick = useCallback((area: MapArea) => onArea?.(byCode.get(area.adcode) ?? area), [byCode, onArea]);
  const top = ranked
    .slice(0, 5)
    .map((area) => `${area.name} ${count(area.count)}`)
    .join('、');
  return (
    <div className="map">
      {asTable ? (
        <TwinTable
          caption={title}
          columns={[t('map.place'), t('map.number'), t('map.share')]}
          rows={ranked.map((area) => ({
            key: area.adcode,
            cells: [area.name, count(area.count), percent(sum === 0 ? 0 : area.count / sum)],
            onOpen: onArea && (() => onArea(area)),
          }))}
        />
      ) : error !== null ? (
        <EmptyState
          icon={<MapPinOff size={22} aria-hidden="true" />}
          title={t('map.away')}
          hint={t('map.awayHint')}
          action={<Button onClick={() => setAsTable(true)}>{t('map.asTable')}</Button>}
        />
      ) : geo === null ? (
        <Skeleton rows={6} />
      ) : (
        <LeafletMap
          fallback={<Skeleton rows={6} />}
          geo={geo}
          view={view}
          label={t('map.region', { title, top })}
          insetLabel={t('map.southSea')}
          onPick={pick}
          onThresholds={setThresholds}
          handle={handle}
        />
      )}
      {!asTable && unlocated > 0 && (
        <Button className="map__unlocated" onClick={onUnlocated}>
          {t('map.unlocated', { count: unlocated })}
        </Button>
      )}
      {!display && <MapTools asTable={asTable} onTable={setAsTable} handle={handle} />}
      {!asTable && geo !== null && mode === 'province' && thresholds.length > 0 && (
        <MapLegend label={t('map.legend')} thresholds={thresholds} />
      )}
      {!asTable && geo !== null && (
        <p className="map__disclaimer">{reviewNo === null ? t('map.disclaimer') : t('map.reviewNo', { no: reviewNo })}</p>
      )}
    </div>
  );
}
