export { useDeclareIncident, useLiveOverview } from './api.js';
export { AlarmBanner } from './attention/alarm-banner.js';
export { useTitleCount } from './attention/use-title-count.js';
export { DeclareDialog } from './components/declare-dialog.js';
export { IncidentList } from './components/incident-list.js';
export { IncidentPeople } from './components/incident-people.js';
export { WarRoom, type WarRoomProps, type WarRoomTab } from './components/war-room.js';
export { OverviewView } from './overview/overview-view.js';
export { DemandGroupsBar } from './demands/demand-groups.js';
