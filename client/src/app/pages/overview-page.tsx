import { OverviewView } from '../../features/incidents/index.js';

export function OverviewPage() {
  return <OverviewView />;
}
