export { SupervisionModule } from './supervision.module';
export { routes } from './routes';
