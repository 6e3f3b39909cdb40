import type { Translation } from '../types.js';
import type { audit as source } from '../zh-CN/audit.js';

export const audit: Translation<typeof source> = {};
