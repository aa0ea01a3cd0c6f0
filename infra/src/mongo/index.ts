export { Batcher } from './batcher';
export { duplicateIndexName, duplicateKey, isDuplicateKey } from './errors';
export { InsertBatcher, type DuplicateKey } from './insert-batcher';
export { insertCommand } from './insert-command';
export { Lease } from './lease';
export { MONGO, MongoModule } from './mongo.module';
export { addOutboxIndex, OutboxRelay, outboxSchemaFields, outboxSinceOnInsert, type OutboxFields } from './outbox';
export { durable, openMongo, repeatable } from './settings';
export { Sweep, type SweepOptions } from './sweep';
