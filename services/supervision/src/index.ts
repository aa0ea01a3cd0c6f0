export { fateOf, reminderAskedBy, reminderKey, type RemindedFacts } from './domain/reminder';
export { SupervisionModule } from './supervision.module';
export { routes } from './routes';
