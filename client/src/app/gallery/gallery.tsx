import { Panel } from '../../ui/panel.js';
import { SeverityBadge } from '../../ui/severity.js';

export function Gallery() {
  return (
    <Panel title="x">
      <SeverityBadge level="S1" />
    </Panel>
  );
}
