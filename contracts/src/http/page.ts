import { z } from 'zod';

/** Query of every list: an opaque cursor from the page before, and how many at the most. */
export const pageQueryFields = {
  cursor: z.string().max(512).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

/** A page of a list. `nextCursor` is null on the last page; `total` counts the whole list, so nothing is cut in silence. */
export const pageSchema = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), total: z.int().nonnegative(), nextCursor: z.string().nullable() });
