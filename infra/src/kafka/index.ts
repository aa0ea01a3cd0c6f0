export { EventBus, type OutgoingEvent, type SubscribeOptions } from './event-bus';
export { KafkaModule } from './kafka.module';
export { kafkaSettings, type KafkaSettings } from './settings';
export type { Subscription } from './subscription';
export { isTransient, PoisonError } from './transient';
