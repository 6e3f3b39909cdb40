import type { Translation } from '../types.js';
import type { search as source } from '../zh-CN/search.js';

export const search: Translation<typeof source> = {};
