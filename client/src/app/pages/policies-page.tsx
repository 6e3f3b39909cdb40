export { PoliciesPage } from '../../features/policies/index.js';
