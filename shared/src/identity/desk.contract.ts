import { z } from 'zod';
import { line } from '../kernel/index.js';

const word = z.string().min(1).max(60);
/** No value twice: a list shows a column once, and a view is known by its id. */
const distinct =
  <T>(of: (item: T) => string) =>
  (items: readonly T[]): boolean =>
    new Set(items.map(of)).size === items.length;
const itself = (item: string): string => item;
const REPEATED = { error: 'must not repeat a value', params: { code: 'repeated' } };
const TOO_MANY = { error: 'has too many entries', params: { code: 'too_big' } };
const fewer =
  (most: number) =>
  (entries: object): boolean =>
    Object.keys(entries).length <= most;

const SearchValue = z.union([z.string().max(200), z.array(z.string().max(60)).max(50).refine(distinct(itself), REPEATED)]);

/** A list filtered the way somebody wants to come back to it; the filter stands as it does in the address. */
export const SavedView = z.strictObject({
  id: word,
  name: line(40),
  search: z.record(word, SearchValue).refine(fewer(40), TOO_MANY),
});
export type SavedView = z.infer<typeof SavedView>;

/** How a person has arranged the console; it follows them from one machine to the next. */
export const Desk = z.strictObject({
  /** By list: the columns chosen for it. A list that is not named fits its columns by itself. */
  columns: z
    .record(word, z.array(word).max(40).refine(distinct(itself), REPEATED))
    .refine(fewer(20), TOO_MANY)
    .default({}),
  views: z
    .array(SavedView)
    .max(30)
    .refine(
      distinct<SavedView>(({ id }) => id),
      REPEATED,
    )
    .default([]),
});
export type Desk = z.infer<typeof Desk>;
export const EMPTY_DESK: Desk = { columns: {}, views: [] };
