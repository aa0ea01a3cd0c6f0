export { DispatchModule } from './dispatch.module';
export { routes } from './routes';
