import { Controller, Get, Header, Inject, Optional } from '@nestjs/common';
import type { Health, HealthPart } from '@suqiao/contracts';
import { AllowReaders, NeedsLevel } from '@suqiao/infra/auth';
import { EventBus } from '@suqiao/infra/kafka';
import { MONGO } from '@suqiao/infra/mongo';
import { masked } from '@suqiao/infra/telemetry';
import { caseTaskQueue, issueTaskQueue, modelTaskQueue } from '@suqiao/workflows';
import { Client } from '@temporalio/client';
import type { Connection } from 'mongoose';
import packageFile from '../package.json';
import { healthOf, judgePart, unansweredPart } from './domain/health';
import { brokerChecks, orderChecks, storeChecks, type HealthCheck } from './health.checks';

/** A part that says nothing for so long is told as down; the others are told all the same. */
const answerInMs = 4000;

/** 各部分状况: each part of the system, asked when somebody looks. It lies in no division: it is the province's. */
@Controller('api/v1/supervision/health')
@AllowReaders('administrator')
@NeedsLevel('province')
export class HealthOfPartsController {
  readonly #checks: readonly HealthCheck[];

  constructor(@Inject(MONGO) connection: Connection, @Inject(EventBus) bus: EventBus, @Optional() @Inject(Client) client: Client | null = null) {
    this.#checks = [
      ...storeChecks(connection), ...brokerChecks(bus),
      // A process of its own that gives no orders knows of none.
      ...(client === null ? [] : orderChecks(client, [caseTaskQueue, issueTaskQueue, modelTaskQueue])),
      { kind: 'process', name: 'suqiao', measure: () => Promise.resolve([{ kind: 'process', version: packageFile.version, startedAt: new Date(Date.now() - process.uptime() * 1000), residentBytes: process.memoryUsage.rss() }]) },
    ];
  }

  @Get()
  @Header('cache-control', 'no-store')
  async get(): Promise<Health> {
    const parts = await Promise.all(this.#checks.map((check) => this.#ask(check)));
    return healthOf(parts.flat(), new Date());
  }

  async #ask({ kind, name, measure }: HealthCheck): Promise<HealthPart[]> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => { reject(new Error(`${String(answerInMs / 1000)} s`)); }, answerInMs);
    });
    try {
      const measured = await Promise.race([measure(), late]);
      return measured.map((one) => judgePart(one, new Date()));
    } catch (error) {
      return [unansweredPart(kind, name, withoutAddresses(error instanceof Error ? error.message : String(error)))];
    } finally {
      clearTimeout(timer);
    }
  }
}

/** A driver's message names hosts, and may name users. */
function withoutAddresses(message: string): string {
  return masked(message).replaceAll(/\b[\w.-]+:\d{2,5}\b|\b\d{1,3}(?:\.\d{1,3}){3}\b/g, '…').slice(0, 200);
}
