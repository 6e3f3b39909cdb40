import type { Translation } from '../types.js';
import type { wall as source } from '../zh-CN/wall.js';

export const wall: Translation<typeof source> = {};
