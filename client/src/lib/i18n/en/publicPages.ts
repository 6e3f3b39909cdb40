import type { Translation } from '../types.js';
import type { publicPages as source } from '../zh-CN/publicPages.js';

export const publicPages: Translation<typeof source> = {};
