import { FirstSteps } from '../../features/identity/index.js';
import { OverviewView } from '../../features/incidents/index.js';

export function OverviewPage() {
  return (
    <>
      <FirstSteps />
      <OverviewView />
    </>
  );
}
