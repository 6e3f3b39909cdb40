import type { Translation } from '../types.js';
import type { complaints as source } from '../zh-CN/complaints.js';

export const complaints: Translation<typeof source> = {};
