import { commandBodySchemas, type CaseCommand, type CaseSnapshot, type Reader, type UnitReference } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { fieldFault, parseRequest, ProblemError } from '@suqiao/infra/http';
import type { CaseOrder } from '@suqiao/workflows';
import { reference } from './domain/hand-over';

/** Looks up a case by its tracking number where the reader may see it. */
export type FindByNumber = (trackingNumber: string) => Promise<CaseSnapshot | null>;

type Given = Partial<CaseOrder>;
type ReadBody = (body: unknown, find: FindByNumber) => Given | Promise<Given>;

/** Each command's body as what it asks of the workflow. @throws ProblemError `invalid-request`, field by field */
const readers: Readonly<Record<CaseCommand, ReadBody>> = {
  accept: (body) => {
    parseRequest(commandBodySchemas.accept, body);
    return {};
  },
  return: (body) => parseRequest(commandBodySchemas.return, body),
  transfer: (body) => {
    const { unitId, reason, categoryCode } = parseRequest(commandBodySchemas.transfer, body);
    const unit = directory.unit(unitId);
    const faults = [
      ...(unit === undefined ? [fieldFault('/unitId', 'unitId.unknown')] : []),
      ...(categoryCode !== undefined && directory.category(categoryCode) === undefined ? [fieldFault('/categoryCode', 'categoryCode.unknown')] : []),
    ];
    if (unit === undefined || faults.length > 0) throw invalid(faults);
    return { reason, unit: reference(unit), categoryCode: categoryCode ?? null };
  },
  askJoint: (body) => {
    const { unitIds, demand, within } = parseRequest(commandBodySchemas.askJoint, body);
    return { units: unitIds.map((unitId, index) => unitAt(`/unitIds/${String(index)}`, unitId)), text: demand, within: within ?? null };
  },
  answerJoint: (body) => ({ answer: parseRequest(commandBodySchemas.answerJoint, body).content }),
  releaseJoint: (body) => {
    const { unitId, reason } = parseRequest(commandBodySchemas.releaseJoint, body);
    return { unit: unitAt('/unitId', unitId), reason };
  },
  answer: (body) => {
    const { content, final, solution } = parseRequest(commandBodySchemas.answer, body);
    return { answer: content, final, solution: solution ?? null };
  },
  requestExtension: (body) => parseRequest(commandBodySchemas.requestExtension, body),
  requestSuspension: (body) => parseRequest(commandBodySchemas.requestSuspension, body),
  requestRise: (body) => parseRequest(commandBodySchemas.requestRise, body),
  approve: (body) => ({ reason: parseRequest(commandBodySchemas.approve, body).note ?? null }),
  refuse: (body) => parseRequest(commandBodySchemas.refuse, body),
  resume: (body) => parseRequest(commandBodySchemas.resume, body),
  passAnswer: (body) => ({ reason: parseRequest(commandBodySchemas.passAnswer, body).note ?? null }),
  sendBack: (body) => parseRequest(commandBodySchemas.sendBack, body),
  followUp: (body) => {
    const { satisfaction, solution, note } = parseRequest(commandBodySchemas.followUp, body);
    return { satisfaction, solution: solution ?? null, reason: note ?? null };
  },
  close: (body) => {
    const { note, solution } = parseRequest(commandBodySchemas.close, body);
    return { reason: note ?? null, solution: solution ?? null };
  },
  reopen: (body) => parseRequest(commandBodySchemas.reopen, body),
  withdraw: (body) => parseRequest(commandBodySchemas.withdraw, body),
  merge: async (body, find) => {
    const { into, reason } = parseRequest(commandBodySchemas.merge, body);
    const target = await find(into);
    if (target === null) throw invalid([fieldFault('/into', 'trackingNumber.unknown')]);
    if (target.state === 'closed') throw invalid([fieldFault('/into', 'merge.targetClosed')]);
    return { reason, into: { caseId: target.caseId, trackingNumber: target.trackingNumber }, intoCaseId: target.caseId };
  },
  unmerge: (body) => parseRequest(commandBodySchemas.unmerge, body),
  comment: (body) => parseRequest(commandBodySchemas.comment, body),
  setConfidential: (body) => parseRequest(commandBodySchemas.setConfidential, body),
};

/** The order that a reader's request asks for, before the table has been asked. */
export async function orderFrom(command: CaseCommand, body: unknown, reader: Reader, redoAtMost: number, find: FindByNumber): Promise<CaseOrder> {
  const by: CaseOrder['by'] = { kind: 'person', subject: reader.subject, name: reader.name, role: reader.role, unitId: reader.unitId };
  const blank: CaseOrder = { command, by, reason: null, unit: null, categoryCode: null, answer: null };
  const given = await readers[command](body ?? {}, find);
  const policy = command === 'followUp' ? { redoAtMost } : {};
  const part = command === 'answerJoint' ? { byUnitId: reader.unitId } : {};
  return { ...blank, ...given, ...policy, ...part };
}

function unitAt(pointer: string, unitId: string): UnitReference {
  const unit = directory.unit(unitId);
  if (unit === undefined) throw invalid([fieldFault(pointer, 'unitId.unknown')]);
  return reference(unit);
}

function invalid(errors: ReturnType<typeof fieldFault>[]): ProblemError {
  return new ProblemError('invalid-request', { errors });
}
