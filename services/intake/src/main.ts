import 'reflect-metadata';
import { runService } from '@suqiao/infra/service';
import { IntakeModule } from './intake.module';

runService({ name: 'intake', module: IntakeModule, defaultPort: 8081, bringsChannels: true });
