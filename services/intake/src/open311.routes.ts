import { open311DefinitionSchema, open311DiscoverySchema, open311ReceiptSchema, open311RequestSchema, open311ServiceSchema, open311TokenSchema } from '@suqiao/contracts';
import { describeRoute, type RouteDescription } from '@suqiao/infra/http';
import { z } from 'zod';

const tag = 'Open311 GeoReport v2';
const file = (name: string) => z.object({ file: z.string().meta({ description: `${name}.json 或 or ${name}.xml` }) });
const jurisdiction = { jurisdiction_id: z.string().optional().meta({ description: '370000，可不填 may be left out' }) };
const requestsQuery = z.object({
  ...jurisdiction, service_request_id: z.string().optional().meta({ description: '逗号分隔；给出时忽略其他条件 Comma-separated; overrides all others' }), service_code: z.string().optional(),
  start_date: z.string().optional(), end_date: z.string().optional().meta({ description: '起止至多 90 天 At most 90 days' }), status: z.string().optional().meta({ description: 'open, closed' }),
  page: z.string().optional(), page_size: z.string().optional().meta({ description: '至多 1000；还有下一页时见 Link At most 1000; Link tells of the next page' }),
});
const form = z
  .object({
    api_key: z.string().optional().meta({ description: '渠道密钥；也可用 Authorization The channel key, unless sent as Authorization' }), service_code: z.string(), description: z.string().max(4000).optional(),
    lat: z.number().optional(), long: z.number().optional(), address_string: z.string().optional(), address_id: z.string().optional(), first_name: z.string().optional(), last_name: z.string().optional(),
    email: z.string().optional(), phone: z.string().optional(), media_url: z.string().optional(), account_id: z.string().optional(), 'attribute[enterprise_name]': z.string(),
    'attribute[credit_code]': z.string().optional(), 'attribute[title]': z.string().optional(), 'attribute[division_code]': z.string().optional(), 'attribute[occurred_at]': z.string().optional(),
    'attribute[channel_reference]': z.string().optional(), 'attribute[confidential]': z.enum(['true', 'false']).optional(), ...jurisdiction,
  })
  .meta({ id: 'Open311NewRequest' });

/** The routes of Open311 in JSON; each has an XML twin that ends in `.xml`. Their errors are the standard's, a list of code and description. */
export const open311Routes: readonly RouteDescription[] = [
  describeRoute({ method: 'get', path: '/open311/discovery.json', summary: '服务发现 Discovery (.xml)', tag, security: 'public', status: 200, answer: open311DiscoverySchema, problems: [] }),
  describeRoute({ method: 'get', path: '/open311/v2/services.json', summary: '服务即诉求分类 Services are categories (.xml)', tag, security: 'public', query: z.object(jurisdiction), status: 200, answer: z.array(open311ServiceSchema), problems: [] }),
  describeRoute({ method: 'get', path: '/open311/v2/services/{file}', summary: '分类的填报项 Definition (.xml)', tag, security: 'public', parameters: file('service_code'), query: z.object(jurisdiction), status: 200, answer: open311DefinitionSchema, problems: [] }),
  describeRoute({ method: 'post', path: '/open311/v2/requests.json', summary: '提交诉求 Create a request (.xml)', tag, security: 'channel', body: form, bodyType: 'application/x-www-form-urlencoded', status: 200, answer: z.array(open311ReceiptSchema), problems: [] }),
  describeRoute({ method: 'get', path: '/open311/v2/requests.json', summary: '本渠道的诉求 The channel\'s requests (.xml)', tag, security: 'channel', query: requestsQuery, status: 200, answer: z.array(open311RequestSchema), answerHeaders: z.object({ Link: z.string().optional() }), problems: [] }),
  describeRoute({ method: 'get', path: '/open311/v2/requests/{file}', summary: '一件诉求 One request (.xml)', tag, security: 'channel', parameters: file('service_request_id'), query: z.object(jurisdiction), status: 200, answer: z.array(open311RequestSchema), problems: [] }),
  describeRoute({ method: 'get', path: '/open311/v2/tokens/{file}', summary: '凭证换编号 A token\'s request (.xml)', tag, security: 'channel', parameters: file('token'), query: z.object(jurisdiction), status: 200, answer: z.array(open311TokenSchema), problems: [] }),
];
