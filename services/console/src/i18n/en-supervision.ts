import type { zhSupervision } from './zh-supervision';
import type { Widened } from './widened';

/** Texts of supervision's pages, in English. */
export const enSupervision: Widened<typeof zhSupervision> = {};
