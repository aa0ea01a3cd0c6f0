import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientSchema } from './client-schema';

it('the typed client is the API\'s of today; else run `npm run client`', async () => {
  const written = readFileSync(join(__dirname, '../../../client/src/schema.ts'), 'utf8');
  expect(written === (await clientSchema())).toBe(true);
});
