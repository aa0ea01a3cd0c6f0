import { issueCommandBodySchemas, type CorrectionKind, type IssueCommand, type Reader } from '@suqiao/contracts';
import { fieldFault, parseRequest, ProblemError, type FieldFault } from '@suqiao/infra/http';
import type { IssueOrder } from '@suqiao/workflows';
import type { CorrectionWish } from './corrections.model';
import { unitAt, unitsAt } from './named-units';

/** Commands that change which appeals belong together, or the name: the one who groups carries them out. */
export type CorrectionCommand = CorrectionKind | 'undo';
/** Commands that the issue's workflow carries out itself. */
export type LifeCommand = Exclude<IssueCommand, CorrectionCommand>;
type Given = Partial<Omit<IssueOrder, 'command' | 'orderId' | 'by'>>;

const yearInMs = 366 * 86_400_000;

/** Each command's body as what it asks of the workflow. @throws ProblemError `invalid-request`, field by field */
const readers: Readonly<Record<LifeCommand, (body: unknown, now: Date) => Given>> = {
  confirm: (body) => ({ name: parseRequest(issueCommandBodySchemas.confirm, body).name ?? null }),
  dismiss: (body) => parseRequest(issueCommandBodySchemas.dismiss, body),
  revive: (body) => parseRequest(issueCommandBodySchemas.revive, body),
  nameLead: (body) => {
    const { unitId, jointUnitIds, demand } = parseRequest(issueCommandBodySchemas.nameLead, body);
    const faults: FieldFault[] = [];
    const [lead] = unitAt('/unitId', unitId, faults);
    const joint = unitsAt('/jointUnitIds', jointUnitIds, faults).filter((unit) => unit.unitId !== unitId);
    if (lead === undefined || faults.length > 0) throw new ProblemError('invalid-request', { errors: faults });
    return { lead, joint, text: demand };
  },
  propose: (body) => parseRequest(issueCommandBodySchemas.propose, body),
  callConsultation: (body, now) => {
    const consultation = parseRequest(issueCommandBodySchemas.callConsultation, body);
    refuseFar('/at', consultation.at, now);
    return { consultation, text: consultation.agenda };
  },
  adoptMeasure: (body, now) => {
    const { document, ...measure } = parseRequest(issueCommandBodySchemas.adoptMeasure, body);
    refuseFar('/effectiveAt', measure.effectiveAt, now);
    return { measure: { ...measure, document: document ?? null } };
  },
  studyAgain: (body) => parseRequest(issueCommandBodySchemas.studyAgain, body),
  close: (body) => parseRequest(issueCommandBodySchemas.close, body),
  reopen: (body) => parseRequest(issueCommandBodySchemas.reopen, body),
  extend: (body) => {
    const { by, reason } = parseRequest(issueCommandBodySchemas.extend, body);
    return { extendBy: by, reason };
  },
  comment: (body) => parseRequest(issueCommandBodySchemas.comment, body),
};

/** The order that a reader's request asks for, before the table has been asked. */
export function issueOrderFrom(command: LifeCommand, body: unknown, { subject, name, role, unitId }: Reader, orderId: string, now: Date): IssueOrder {
  return { command, orderId, by: { kind: 'person', subject, name, role, unitId }, ...readers[command](body ?? {}, now) };
}

const blankWish = { other: null, appealIds: [], name: null } as const;

/** The correction that a reader's request asks for. @throws ProblemError `invalid-request`, field by field */
export function correctionFrom(kind: CorrectionCommand, body: unknown, issueId: string): CorrectionWish {
  const given = body ?? {};
  switch (kind) {
    case 'rename':
      return { ...blankWish, kind, issueId, name: parseRequest(issueCommandBodySchemas.rename, given).name };
    case 'join':
      return { ...blankWish, kind, issueId, other: parseRequest(issueCommandBodySchemas.join, given).other };
    case 'split': {
      const { appealIds, name } = parseRequest(issueCommandBodySchemas.split, given);
      return { ...blankWish, kind, issueId, appealIds, name: name ?? null };
    }
    case 'move': {
      const { appealIds, to } = parseRequest(issueCommandBodySchemas.move, given);
      return { ...blankWish, kind, issueId, appealIds, other: to };
    }
    case 'undo':
      return { ...blankWish, kind, issueId, other: parseRequest(issueCommandBodySchemas.undo, given).correctionId };
  }
}

export function isCorrection(command: IssueCommand): command is CorrectionCommand {
  return command === 'rename' || command === 'join' || command === 'split' || command === 'move' || command === 'undo';
}

/** A wrong year typed is the commonest mistake with dates, and it would set a clock that nobody lives to see. */
function refuseFar(pointer: string, at: string, now: Date): void {
  if (Math.abs(Date.parse(at) - now.getTime()) > yearInMs) throw new ProblemError('invalid-request', { errors: [fieldFault(pointer, 'instant.far')] });
}
