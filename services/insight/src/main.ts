import 'reflect-metadata';
import { runService } from '@suqiao/infra/service';
import { TemporalModule } from '@suqiao/infra/temporal';
import { InsightModule } from './insight.module';

runService({ name: 'insight', module: InsightModule, defaultPort: 8085, imports: [TemporalModule.forRoot(process.env)] });
