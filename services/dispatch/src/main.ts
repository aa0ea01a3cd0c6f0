import 'reflect-metadata';
import { runService } from '@suqiao/infra/service';
import { TemporalModule } from '@suqiao/infra/temporal';
import { DispatchModule } from './dispatch.module';

runService({ name: 'dispatch', module: DispatchModule, defaultPort: 8083, imports: [TemporalModule.forRoot(process.env)] });
