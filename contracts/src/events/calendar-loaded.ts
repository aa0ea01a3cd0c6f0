import { z } from 'zod';
import { workingCalendarSchema } from '../directory';
import { eventSchema } from '../envelope';

/** `subject` and Kafka key of every fact about the calendar: there is one. */
export const calendarSubject = 'calendar';

/**
 * 工作日历已载入: a year was put into force. It carries the whole calendar, so that who has heard the newest needs none before;
 * a higher `revision` is newer.
 */
export const calendarLoadedSchema = eventSchema('calendar.loaded', 1, z.strictObject({ revision: z.int().positive(), year: z.int(), calendar: workingCalendarSchema }));
export type CalendarLoaded = z.infer<typeof calendarLoadedSchema>;
