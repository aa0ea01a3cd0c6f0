import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { KafkaModule } from '@suqiao/infra/kafka';
import { MongoModule } from '@suqiao/infra/mongo';
import { loggerFor, nestLogger } from '@suqiao/infra/telemetry';
import { ClassificationModule } from './classification.module';

@Module({
  imports: [
    MongoModule.forRoot(process.env, 'suqiao-classification'),
    KafkaModule.forRoot(process.env, 'suqiao-classification'),
    ClassificationModule,
  ],
})
class ClassificationProcessModule {}

/** Classification as a process of its own, as production runs it. */
async function main(): Promise<void> {
  const application = await NestFactory.createApplicationContext(ClassificationProcessModule, { logger: nestLogger('classification') });
  application.enableShutdownHooks();
  loggerFor('classification').info('classification ready');
}

main().catch((error: unknown) => {
  loggerFor('classification').fatal({ err: error }, 'classification ended with an error');
  process.exitCode = 1;
});
