export { ClassificationModule } from './classification.module';
export { routes } from './routes';
