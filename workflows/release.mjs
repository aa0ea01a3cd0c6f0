/** Keeps what a released worker runs, `releases/VERSION.js.gz`: later versions are tried on cases that it has begun. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { minifySync } from '@swc/core';

const file = (name) => fileURLToPath(new URL(name, import.meta.url));
const { version } = JSON.parse(readFileSync(file('package.json'), 'utf8'));
// Names stay as they are: workflows and errors are known by them.
const { code } = minifySync(readFileSync(file('dist/workflow-bundle.js'), 'utf8'), { compress: false, mangle: false, format: { comments: false } });
// The worker wants a map at the end of what it runs, also an empty one.
const map = Buffer.from(JSON.stringify({ version: 3, file: 'workflow-bundle.js', sources: [], names: [], mappings: '' })).toString('base64');
mkdirSync(file('releases'), { recursive: true });
writeFileSync(file(`releases/${version}.js.gz`), gzipSync(`${code}\n//# sourceMappingURL=data:application/json;base64,${map}\n`, { level: 9 }));
console.log(`releases/${version}.js.gz`);
