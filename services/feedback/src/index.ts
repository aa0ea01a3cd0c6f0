export { FeedbackModule } from './feedback.module';
export { routes } from './routes';
