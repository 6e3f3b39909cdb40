import type { Translation } from '../types.js';
import type { audit as source } from '../zh-CN/audit.js';

export const audit: Translation<typeof source> = {
  title: 'Audit log',
  head: 'Head #{{seq}} · {{hash}}',
  export: 'Export (with head)',
  time: 'Time',
  actor: 'By',
  action: 'Action',
  subject: 'Subject',
  detail: 'Detail',
  chain: 'Chain',
  filter: 'Filter by action, e.g. user.created',
  none: 'No audit entry',
  kind: { user: 'User', key: 'Key', system: 'System', public: 'Public' },
  hash: 'Hash',
  prevHash: 'Previous hash',
  request: 'Request',
  show: 'Detail #{{seq}}',
};
