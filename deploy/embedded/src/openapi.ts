import { routes as classificationRoutes } from '@suqiao/classification';
import { routes as dispatchRoutes } from '@suqiao/dispatch';
import { buildOpenApiDocument } from '@suqiao/infra/http';
import { routes as intakeRoutes } from '@suqiao/intake';
import { routes as supervisionRoutes } from '@suqiao/supervision';
import packageFile from '../package.json';

/** The routes of every service. */
export const apiRoutes = [...intakeRoutes, ...dispatchRoutes, ...supervisionRoutes, ...classificationRoutes];

/** The OpenAPI document of the whole, as `/api/openapi.json` serves it. */
export function openApiDocument() {
  return buildOpenApiDocument(apiRoutes, packageFile.version);
}
