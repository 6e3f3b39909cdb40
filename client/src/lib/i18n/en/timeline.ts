import type { Translation } from '../types.js';
import type { timeline as source } from '../zh-CN/timeline.js';

export const timeline: Translation<typeof source> = {};
