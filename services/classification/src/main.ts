import 'reflect-metadata';
import { runService } from '@suqiao/infra/service';
import { TemporalModule } from '@suqiao/infra/temporal';
import { ClassificationModule } from './classification.module';

runService({ name: 'classification', module: ClassificationModule, defaultPort: 8082, imports: [TemporalModule.forRoot(process.env)] });
