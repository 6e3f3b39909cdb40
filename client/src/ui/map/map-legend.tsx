import { compact } from '../../lib/format.js';

export function MapLegend({ label, thresholds }: { label: string; thresholds: readonly number[] }) {
  const [middle, last] = [thresholds[2], thresholds[4]];
  return (
    <div className="map__legend">
      <span>{label}</span>
      <span className="map__ramp" aria-hidden="true">
        {[0, 1, 2, 3, 4, 5].map((step) => (
          <i key={step} style={{ background: `var(--map-${step})` }} />
        ))}
      </span>
      <span className="map__scale">
        <span>0</span>
        {middle !== undefined && <span>{compact(middle)}</span>}
        {last !== undefined && <span>{compact(last)}+</span>}
      </span>
    </div>
  );
}
