import { FirstSteps } from '../../features/identity/index.js';
import { OverviewView } from '../../features/incidents/index.js';
import { ClusteringNotice } from '../../features/set-aside/index.js';

export function OverviewPage() {
  return (
    <>
      <FirstSteps />
      <OverviewView notice={<ClusteringNotice />} />
    </>
  );
}
