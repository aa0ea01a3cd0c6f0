import { Body, Controller, Delete, Get, Inject, Put } from '@nestjs/common';
import { consultationScheduleSchema, type ConsultationSchedule, type ConsultationScheduleView, type Reader } from '@suqiao/contracts';
import { AllowReaders, CurrentReader } from '@suqiao/infra/auth';
import { parseRequest, ProblemError, type FieldFault } from '@suqiao/infra/http';
import { ConsultationsStore } from './consultations.store';
import { ConsultationsSweep } from './consultations.sweep';
import { mayCall } from './domain/consultation-permission';
import { nextOccurrence } from './domain/consultation-schedule';
import { CommonIssueCalendar } from './insight.calendar';
import { IssuesStore } from './issues.store';
import { unitsAt } from './named-units';

/** 定期会商: when the meetings of the reader's own division call themselves. */
@Controller('api/v1/insight/consultation-schedule')
@AllowReaders('supervisor', 'analyst', 'administrator')
export class ConsultationScheduleController {
  constructor(
    @Inject(ConsultationsStore) private readonly store: ConsultationsStore,
    @Inject(IssuesStore) private readonly issues: IssuesStore,
    @Inject(CommonIssueCalendar) private readonly calendar: CommonIssueCalendar,
    @Inject(ConsultationsSweep) private readonly sweep: ConsultationsSweep,
  ) {}

  @Get()
  async get(@CurrentReader() { divisionCode }: Reader): Promise<ConsultationScheduleView> {
    return this.#viewOf(await this.store.scheduleOf(divisionCode));
  }

  @Put()
  async put(@CurrentReader() reader: Reader, @Body() body: unknown): Promise<ConsultationScheduleView> {
    if (!mayCall(reader)) throw new ProblemError('forbidden');
    const schedule = parseRequest(consultationScheduleSchema, body);
    const faults: FieldFault[] = [];
    unitsAt('/unitIds', schedule.unitIds, faults);
    if (faults.length > 0) throw new ProblemError('invalid-request', { errors: faults });
    await this.store.keepSchedule(reader.divisionCode, schedule, reader, await this.issues.now());
    this.sweep.wake();
    return this.#viewOf(schedule);
  }

  @Delete()
  async delete(@CurrentReader() reader: Reader): Promise<ConsultationScheduleView> {
    if (!mayCall(reader)) throw new ProblemError('forbidden');
    await this.store.keepSchedule(reader.divisionCode, null, reader, await this.issues.now());
    return this.#viewOf(null);
  }

  async #viewOf(schedule: ConsultationSchedule | null): Promise<ConsultationScheduleView> {
    if (schedule === null) return { schedule, next: null };
    const { on, at } = nextOccurrence(schedule, this.calendar.current, await this.issues.now());
    return { schedule, next: { on, at: at.toISOString() } };
  }
}
