import type { Model } from 'mongoose';
import { z } from 'zod';

const indexNotFound = 27;
const namespaceNotFound = 26;
const refusalSchema = z.object({ code: z.int() });

/** Drops an index that an earlier version made; it does no harm where there is none. @throws the driver's error otherwise */
export async function dropFormerIndex<Document>(model: Model<Document>, name: string): Promise<void> {
  await model.collection.dropIndex(name).catch((error: unknown) => {
    const { data } = refusalSchema.safeParse(error);
    if (data?.code !== indexNotFound && data?.code !== namespaceNotFound) throw error;
  });
}
