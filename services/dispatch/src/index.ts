export { DispatchModule } from './dispatch.module';
export { DispatchActivities } from './dispatch.activities';
export { DispatchFacts } from './dispatch.facts';
export { caseEvent, type CaseDocument, type FoundCase } from './dispatch.store';
export { openCase, planChange } from './domain/plan';
export { policyRefusal } from './domain/policy-rules';
export { reference } from './domain/hand-over';
export { orderFrom } from './order-request';
export { routes } from './routes';
