export { groupQuery } from './api.js';
export { GroupsTable, type GroupsTableProps } from './components/groups-table.js';
export { GroupView, type GroupViewProps } from './components/group-view.js';
export { CorrectObject } from './regroup/correct-object.js';
export { ReclusterView } from './recluster/recluster-view.js';
export { StudioView } from './studio/studio-view.js';
export { ThemesView } from './studio/themes-view.js';
export { WhyNotIn } from './studio/why-not.js';
export { RegroupActions, type PickedMembers } from './regroup/regroup-actions.js';
