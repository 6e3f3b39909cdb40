import type { Translation } from '../types.js';
import type { identity as source } from '../zh-CN/identity.js';

export const identity: Translation<typeof source> = {};
