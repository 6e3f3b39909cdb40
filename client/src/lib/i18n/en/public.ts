export { common } from './common.js';
export { domain } from './domain.js';
export { problems } from './problems.js';
export { publicPages } from './publicPages.js';
