export { AuditModule } from './audit.module';
export { AuditTrail, type AuditQuestion, type AuditStatement } from './audit-trail';
