import 'reflect-metadata';
import { runService } from '@suqiao/infra/service';
import { InsightModule } from './insight.module';

runService({ name: 'insight', module: InsightModule, defaultPort: 8085 });
