export { groupAll, groupStream } from './domain/grouping';
