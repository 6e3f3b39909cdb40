import type { Translation } from '../types.js';
import type { incidents as source } from '../zh-CN/incidents.js';

export const incidents: Translation<typeof source> = {};
