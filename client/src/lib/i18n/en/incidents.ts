import type { Words } from '../types.js';
