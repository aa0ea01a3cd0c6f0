export { IntakeModule } from './intake.module';
export { CHANNEL_REGISTRY, ChannelsStore, type ChannelRegistry } from './channels.store';
export { routes } from './routes';
