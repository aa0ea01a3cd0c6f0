import 'reflect-metadata';
import { runService } from '@suqiao/infra/service';
import { FeedbackModule } from './feedback.module';

runService({ name: 'feedback', module: FeedbackModule, defaultPort: 8086 });
