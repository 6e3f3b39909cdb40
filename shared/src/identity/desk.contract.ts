import { z } from 'zod';
import { line } from '../kernel/index.js';

const word = z.string().min(1).max(60);
const SearchValue = z.union([z.string().max(200), z.array(z.string().max(60)).max(50)]);

/** A list filtered the way somebody wants to come back to it; the filter stands as it does in the address. */
export const SavedView = z.strictObject({
  id: word,
  name: line(40),
  search: z.record(word, SearchValue),
});
export type SavedView = z.infer<typeof SavedView>;

/** How a person has arranged the console; it follows them from one machine to the next. */
export const Desk = z.strictObject({
  /** By list: the columns chosen for it. A list that is not named fits its columns by itself. */
  columns: z.record(word, z.array(word).max(40)).default({}),
  views: z.array(SavedView).max(30).default([]),
});
export type Desk = z.infer<typeof Desk>;
export const EMPTY_DESK: Desk = { columns: {}, views: [] };
