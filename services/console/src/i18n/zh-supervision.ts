/** Texts of supervision's pages, in Chinese. */
export const zhSupervision = {};
