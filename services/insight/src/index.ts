export { InsightModule } from './insight.module';
export { routes } from './routes';
