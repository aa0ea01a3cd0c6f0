import { Inject, Injectable } from '@nestjs/common';
import type { WorkingCalendar } from '@suqiao/contracts';
import { choosePolicy, directory } from '@suqiao/directory';
import { CalendarsStore } from './calendars.store';
import type { OpeningFacts, PlanningFacts } from './domain/hand-over';

/** Injection token: the name of the policy preset that is the default, and whose rule set is in force. */
export const POLICY = Symbol('policy preset');
export const policyProvider = { provide: POLICY, useFactory: () => process.env['SUQIAO_POLICY'] ?? 'shandong-enterprise-2020' };

/** Where the calendar in force comes from. */
export interface CalendarSource {
  readonly current: WorkingCalendar;
  atLeast(version: string): Promise<WorkingCalendar>;
}

/** What planning looks up, answered by the directory and the calendar in force. */
@Injectable()
export class DispatchFacts {
  constructor(
    @Inject(CalendarsStore) private readonly calendars: CalendarSource,
    @Inject(POLICY) private readonly defaultPolicy: string,
  ) {
    if (directory.policyPreset(defaultPolicy) === undefined) {
      throw new Error(`no policy preset is named ${defaultPolicy}; there are ${directory.policyPresets.map((preset) => preset.name).join(', ')}`);
    }
  }

  /** For a case that follows a policy, `name@version`, whatever is in force now. */
  planning(policy: string): PlanningFacts {
    const [name = '', version] = policy.split('@');
    const preset = directory.policyPreset(name, version === undefined ? undefined : Number(version)) ?? directory.policyPreset(name);
    if (preset === undefined) throw new Error(`no policy preset is named ${policy}`);
    return { ...this.#places, calendar: this.calendars.current, policy: preset };
  }

  /** The same, with a calendar that is not older than `version`. */
  async planningAtLeast(policy: string, version: string): Promise<PlanningFacts> {
    const calendar = await this.calendars.atLeast(version);
    return { ...this.planning(policy), calendar };
  }

  /** For a new case. */
  opening(): OpeningFacts {
    return {
      ...this.#places,
      calendar: this.calendars.current,
      choosePolicy: (question) => {
        const parentCategoryCode = question.categoryCode === null ? null : (directory.category(question.categoryCode)?.parentCode ?? null);
        return choosePolicy(directory.policyPresets, { ...question, parentCategoryCode }, this.defaultPolicy);
      },
    };
  }

  readonly #places = {
    lowestLevel: (divisionCode: string) => directory.lowestLevel(divisionCode),
    route: (input: Parameters<OpeningFacts['route']>[0]) => directory.route(input),
  };
}
