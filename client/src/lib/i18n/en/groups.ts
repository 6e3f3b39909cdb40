import type { Translation } from '../types.js';
import type { groups as source } from '../zh-CN/groups.js';

export const groups: Translation<typeof source> = {};
