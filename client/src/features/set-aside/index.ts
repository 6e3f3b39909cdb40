export { SetAsidePage } from './set-aside-page.js';
export { ClusteringNotice } from './clustering-notice.js';
export type { SetAsideFilter } from './api.js';
