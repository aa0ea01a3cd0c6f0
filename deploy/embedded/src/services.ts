import { ClassificationModule } from '@suqiao/classification';
import { DispatchModule } from '@suqiao/dispatch';
import { InsightModule } from '@suqiao/insight';
import { IntakeModule } from '@suqiao/intake';
import { SupervisionModule } from '@suqiao/supervision';

/** Every service, as one process runs them all. Their routes are listed in `openapi.ts`. */
export const serviceModules = [IntakeModule, ClassificationModule, DispatchModule, SupervisionModule, InsightModule];
