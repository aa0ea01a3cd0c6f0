import type { RouteDescription } from '@suqiao/infra/http';

/** Feedback's routes, as the API documents them. */
export const routes: readonly RouteDescription[] = [];
