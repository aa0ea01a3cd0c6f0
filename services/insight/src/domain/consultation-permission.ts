import { consultationCommands, type Consultation, type ConsultationCommand, type Name, type Reader } from '@suqiao/contracts';
import { allowedConsultationCommands } from './consultation';
import type { StoredFilter } from './issue-permission';

type Asking = Pick<Reader, 'role' | 'divisionCode' | 'unitId'>;
const callers: readonly Reader['role'][] = ['analyst', 'supervisor', 'administrator'];

/** Which consultations a reader may see: those of the reader's division and below it; for a person of a unit, those that it takes part in or has a task of. */
export function readableConsultations({ divisionCode, unitId }: Pick<Reader, 'divisionCode' | 'unitId'>): StoredFilter {
  return unitId === null ? { divisionPath: divisionCode } : { $or: [{ 'consultation.units.unitId': unitId }, { 'consultation.tasks.owner.unitId': unitId }] };
}

/** Whether a reader may call consultations at all: in their own division. */
export function mayCall({ role, unitId }: Asking): boolean {
  return unitId === null && callers.includes(role);
}

/** Whether it is this reader's place to give a command. A task is finished by its owner's people, or by whoever runs the consultation. */
export function mayGiveConsultation(reader: Asking, command: ConsultationCommand, { divisionCode, tasks }: Pick<Consultation, 'divisionCode' | 'tasks'>): boolean {
  if (reader.unitId !== null) return command === 'finishTask' && tasks.some(({ owner }) => owner.unitId === reader.unitId);
  return callers.includes(reader.role) && reader.divisionCode === divisionCode;
}

const hindranceTexts: Readonly<Record<'role' | 'state', Name>> = {
  role: { zh: '由召集会商的单位办理', en: 'It is for those who called the consultation' },
  state: { zh: '当前状态不能这样办理', en: 'The consultation\'s state does not allow it' },
};

/** Every command with whether this reader may give it now and, where not, why. */
export function consultationOffers(reader: Asking, consultation: Consultation): { command: ConsultationCommand; allowed: boolean; reason: Name | null }[] {
  const byState = new Set(allowedConsultationCommands(consultation));
  return consultationCommands.map((command) => {
    const reason = !mayGiveConsultation(reader, command, consultation) ? hindranceTexts.role : byState.has(command) ? null : hindranceTexts.state;
    return { command, allowed: reason === null, reason };
  });
}
