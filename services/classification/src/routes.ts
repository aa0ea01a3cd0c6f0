import type { RouteDescription } from '@suqiao/infra/http';
import { duplicatesRoutes } from './duplicates.routes';
import { modelRoutes } from './models.routes';

/** Classification's routes, as the API documents them. */
export const routes: readonly RouteDescription[] = [...duplicatesRoutes, ...modelRoutes];
