import 'reflect-metadata';
import { runService } from '@suqiao/infra/service';
import { SupervisionModule } from './supervision.module';

runService({ name: 'supervision', module: SupervisionModule, defaultPort: 8084 });
