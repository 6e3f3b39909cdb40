import type { Translation } from '../types.js';
import type { overview as source } from '../zh-CN/overview.js';

export const overview: Translation<typeof source> = {};
