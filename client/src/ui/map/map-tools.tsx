import { Maximize, Minus, Plus, Table2, Map as MapGlyph } from 'lucide-react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../button.js';
import type { MapHandle } from './leaflet-map.js';

interface MapToolsProps {
  asTable: boolean;
  onTable: (asTable: boolean) => void;
  handle: RefObject<MapHandle | null>;
}

export function MapTools({ asTable, onTable, handle }: MapToolsProps) {
  const { t } = useTranslation('ui');
  const tool = (label: string, Icon: typeof Plus, onClick: () => void) => (
    <Button size="sm" icon={<Icon size={13} aria-hidden="true" />} aria-label={label} onClick={onClick} />
  );
  return (
    <div className="map__tools">
      {asTable ? tool(t('map.asMap'), MapGlyph, () => onTable(false)) : tool(t('map.asTable'), Table2, () => onTable(true))}
      {!asTable && (
        <>
          {tool(t('map.zoomIn'), Plus, () => handle.current?.zoom(0.5))}
          {tool(t('map.zoomOut'), Minus, () => handle.current?.zoom(-0.5))}
          {tool(t('map.reset'), Maximize, () => handle.current?.reset())}
        </>
      )}
    </div>
  );
}
