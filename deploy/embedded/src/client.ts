import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientSchema } from './client-schema';

/** `npm run client`: writes the typed client's types anew. */
async function main(): Promise<void> {
  const file = join(__dirname, '../../../client/src/schema.ts');
  writeFileSync(file, await clientSchema());
  console.log(`client/src/schema.ts 已生成 written`);
}

void main();
