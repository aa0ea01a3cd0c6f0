export { fateOf, reminderAskedBy, reminderKey, type RemindedFacts } from './domain/reminder';
export { SupervisionModule } from './supervision.module';
export { routes } from './routes';
export { firstRowOf, type BoardRow, type Followed } from './domain/board-row';
export { boardCollection } from './tallies.store';
