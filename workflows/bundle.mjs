/** Builds dist/workflow-bundle.js, so that a worker is ready in half a second instead of four. */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const { bundleWorkflowCode, DefaultLogger } = require('@temporalio/worker');
const file = (name) => fileURLToPath(new URL(name, import.meta.url));

const { code } = await bundleWorkflowCode({ workflowsPath: file('dist/lives.js'), logger: new DefaultLogger('WARN') });
writeFileSync(file('dist/workflow-bundle.js'), code);
