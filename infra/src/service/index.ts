export { HealthController } from './health.controller';
export { runService, type ServiceOptions } from './run-service';
