import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { calendarYearSchema, type CalendarView, type Reader } from '@suqiao/contracts';
import { AllowReaders, CurrentReader, NeedsLevel } from '@suqiao/infra/auth';
import { fieldFault, parseRequest, ProblemError } from '@suqiao/infra/http';
import { CalendarRecount } from './calendar-recount';
import { CalendarsStore } from './calendars.store';
import { calendarYearFaults } from './domain/calendar-year';

/** 工作日历: which years are loaded, and loading the next one when the State Council's notice is out. */
@Controller('api/v1/directory')
@AllowReaders('unitHandler', 'unitHead', 'supervisor', 'analyst', 'administrator')
export class CalendarController {
  constructor(
    @Inject(CalendarsStore) private readonly calendars: CalendarsStore,
    @Inject(CalendarRecount) private readonly recount: CalendarRecount,
  ) {}

  @Get('calendar')
  async get(): Promise<CalendarView> {
    await this.calendars.refresh();
    const loads = await this.calendars.history();
    return {
      ...this.calendars.current,
      loads: loads.map(({ year, source, loadedAt, loadedBy, recountedAt }) => ({ year, source, loadedAt: loadedAt.toISOString(), loadedBy, recountedAt: recountedAt?.toISOString() ?? null })),
    };
  }

  /** Every open case counts its dates anew; the answer does not wait for that. */
  @Post('calendar-years')
  @HttpCode(202)
  @AllowReaders('administrator')
  @NeedsLevel('province')
  async load(@CurrentReader() reader: Reader, @Body() body: unknown): Promise<{ version: string }> {
    const year = parseRequest(calendarYearSchema, body);
    const faults = calendarYearFaults(year);
    if (faults.length > 0) throw new ProblemError('invalid-request', { errors: faults.map(({ pointer, rule }) => fieldFault(pointer, rule)) });
    const version = await this.calendars.load(year, reader.name);
    this.recount.wake();
    return { version };
  }
}
