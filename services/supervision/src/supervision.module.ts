import { Module } from '@nestjs/common';
import { DeadLettersController } from './dead-letters.controller';
import { DeadLettersStore } from './dead-letters.store';
import { RatesConsumer } from './rates.consumer';
import { RatesController } from './rates.controller';
import { RATE_FORMULAS, rateFormulas } from './rates.settings';
import { RATES_CLOCK, RatesStore } from './rates.store';
import { SupervisionConsumer } from './supervision.consumer';
import { SupervisionController } from './supervision.controller';
import { SupervisionStore } from './supervision.store';
import { SupervisionStream } from './supervision.stream';

/** Composition of supervision. */
@Module({
  controllers: [SupervisionController, RatesController, DeadLettersController],
  providers: [SupervisionStore, SupervisionStream, SupervisionConsumer, DeadLettersStore, RatesStore, RatesConsumer, { provide: RATES_CLOCK, useValue: () => new Date() }, { provide: RATE_FORMULAS, useFactory: () => rateFormulas(process.env) }],
})
export class SupervisionModule {}
