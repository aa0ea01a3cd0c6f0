export { EventBus, type OutgoingEvent, type SubscribeOptions, type SubscribeRecordsOptions } from './event-bus';
export type { ConsumerLag } from './lags';
export { KafkaModule } from './kafka.module';
export { kafkaSettings, type KafkaSettings } from './settings';
export type { RawRecord, Subscription } from './subscription';
export { isTransient, PartAwayError, PoisonError } from './transient';
