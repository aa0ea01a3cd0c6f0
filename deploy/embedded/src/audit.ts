import 'reflect-metadata';
import { runAudit } from './audit-command';

runAudit(process.argv.slice(2), process.env, (line) => {
  console.log(line);
}).then((code) => {
  process.exitCode = code;
}, (error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
});
