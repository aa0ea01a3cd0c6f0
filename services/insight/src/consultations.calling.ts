import { Inject, Injectable } from '@nestjs/common';
import type { Actor, Consultation, NewConsultation } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { fieldFault, ProblemError, type FieldFault } from '@suqiao/infra/http';
import { ConsultationsStore } from './consultations.store';
import type { ConsultationChange } from './domain/consultation';
import type { StoredFilter } from './domain/issue-permission';
import { unitsAt } from './named-units';
import { IssuesStore } from './issues.store';

const yearInMs = 366 * 86_400_000;
/** What of a consultation is planned before it is held. */
export type Plan = Pick<Consultation, 'title' | 'at' | 'place' | 'units' | 'others' | 'agenda'>;

/** Who calls a consultation, and what has to be known of it. */
export interface Calling {
  readonly consultationId: string;
  readonly divisionCode: string;
  readonly by: Actor;
  readonly scheduled: string | null;
}

/** Calls consultations: by a person or by a schedule. */
@Injectable()
export class ConsultationsCalling {
  constructor(
    @Inject(ConsultationsStore) private readonly store: ConsultationsStore,
    @Inject(IssuesStore) private readonly issues: IssuesStore,
  ) {}

  /** What is asked for, with units and issues looked up. @throws ProblemError `invalid-request` naming each that is not there */
  async planOf({ title, at, place, unitIds, others, issueIds, topics }: NewConsultation, readable: StoredFilter, now: Date): Promise<Plan> {
    const faults: FieldFault[] = Math.abs(Date.parse(at) - now.getTime()) > yearInMs ? [fieldFault('/at', 'instant.far')] : [];
    const units = unitsAt('/unitIds', unitIds, faults);
    const found = await Promise.all(issueIds.map((issueId) => this.issues.find(issueId, [readable])));
    const agenda = found.flatMap((issue, index) => {
      if (issue !== null) return [{ issueId: issue._id, title: issue.issue.name }];
      faults.push(fieldFault(`/issueIds/${String(index)}`, 'commonIssue.unknown'));
      return [];
    });
    if (faults.length > 0) throw new ProblemError('invalid-request', { errors: faults });
    return { title, at, place, units, others, agenda: [...agenda, ...topics.map((topic) => ({ issueId: null, title: topic }))] };
  }

  /** Writes it, once under its id or occurrence. @returns whether it is new */
  call(plan: Plan, { consultationId, divisionCode, by, scheduled }: Calling, now: Date): Promise<boolean> {
    const consultation: Consultation = { consultationId, ...plan, state: 'called', divisionCode, level: directory.lowestLevel(divisionCode), minutes: null, decisions: [], tasks: [], scheduled, sequence: 1 };
    const change: ConsultationChange = { consultation, transition: { type: 'called', at: now.toISOString(), by, taskId: null, text: null } };
    return this.store.call(change);
  }
}
