export { BulkStatus } from './components/bulk-status.js';
export { ComplaintsDesk, type ComplaintsDeskProps } from './components/complaints-desk.js';
export { ComplaintsTable, type ComplaintsTableProps, type PickedComplaints } from './components/complaints-table.js';
export { ComplaintDetailPane, type ComplaintDetailProps } from './detail/complaint-detail.js';
export { WhyGrouped } from './detail/why-grouped.js';
export type { ComplaintView, SetView } from './view.rules.js';
export { useViewEntries } from './use-view-entries.js';
