import { webhookMessageSchema } from '@suqiao/contracts';
import { routes as classificationRoutes } from '@suqiao/classification';
import { routes as dispatchRoutes } from '@suqiao/dispatch';
import { buildOpenApiDocument } from '@suqiao/infra/http';
import { routes as insightRoutes } from '@suqiao/insight';
import { routes as intakeRoutes } from '@suqiao/intake';
import { routes as supervisionRoutes } from '@suqiao/supervision';
import { z } from 'zod';
import packageFile from '../package.json';

/** The routes of every service. */
export const apiRoutes = [...intakeRoutes, ...dispatchRoutes, ...supervisionRoutes, ...classificationRoutes, ...insightRoutes];

const webhookHeaders = z.object({
  'webhook-id': z.string().meta({ description: 'The same whenever the message is sent: take it once' }),
  'webhook-timestamp': z.string().meta({ description: 'Seconds of the epoch; refuse what is older than some minutes' }),
  'webhook-signature': z.string().meta({ description: 'v1,… once for each valid secret, separated by blanks' }),
});

/** The OpenAPI document of the whole, as `/api/openapi.json` serves it. */
export function openApiDocument() {
  return buildOpenApiDocument(apiRoutes, packageFile.version, { change: { summary: '诉求动态 What a webhook is sent, signed after the Standard Webhooks', body: webhookMessageSchema, headers: webhookHeaders } });
}
