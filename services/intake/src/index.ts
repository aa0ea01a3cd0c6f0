export { IntakeModule } from './intake.module';
export { ChannelsStore } from './channels.store';
export { routes } from './routes';
