import { Inject, Injectable } from '@nestjs/common';
import { directory } from '@suqiao/directory';
import { KeptCalendar, MONGO } from '@suqiao/infra/mongo';
import type { Connection } from 'mongoose';

/** The calendar in force, as supervision has heard of it: the shipped one until a year is loaded. */
@Injectable()
export class CalendarStore extends KeptCalendar {
  constructor(@Inject(MONGO) connection: Connection) {
    super(connection, 'supervision_calendar', directory.calendar);
  }
}
