import { z } from 'zod';

export const PageQuery = z.object({ limit: z.coerce.number().int().min(1).max(200).default(50), cursor: z.string().max(400).optional() });
export type PageQuery = z.infer<typeof PageQuery>;

export const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), nextCursor: z.string().nullable() });
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** A page that also says how many there are on all pages. */
export const countedPage = <T extends z.ZodType>(item: T) => page(item).extend({ total: z.int().min(0) });
export interface CountedPage<T> extends Page<T> {
  total: number;
}
