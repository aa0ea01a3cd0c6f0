import 'reflect-metadata';
import { runService } from '@suqiao/infra/service';
import { ClassificationModule } from './classification.module';

runService({ name: 'classification', module: ClassificationModule, defaultPort: 8082 });
