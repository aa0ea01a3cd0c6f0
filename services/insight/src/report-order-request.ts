import { reportCommandBodySchemas, type Reader, type ReportCommand, type UnitReference } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { fieldFault, parseRequest, ProblemError } from '@suqiao/infra/http';
import type { ReportOrder } from '@suqiao/workflows';
import { personalFaults } from './report-faults';

type Given = Partial<Omit<ReportOrder, 'command' | 'orderId' | 'by'>>;

/** Each command's body as what it asks of the workflow. @throws ProblemError `invalid-request`, field by field */
const readers: Readonly<Record<ReportCommand, (body: unknown) => Given>> = {
  redraft: (body) => parseRequest(reportCommandBodySchemas.redraft, body),
  submit: (body) => parseRequest(reportCommandBodySchemas.submit, body),
  approve: (body) => ({ opinion: parseRequest(reportCommandBodySchemas.approve, body).opinion ?? null }),
  sendBack: (body) => parseRequest(reportCommandBodySchemas.sendBack, body),
  freeze: (body) => parseRequest(reportCommandBodySchemas.freeze, body),
  send: (body) => ({ sending: parseRequest(reportCommandBodySchemas.send, body) }),
  recordReceipt: (body) => {
    const { receivedOn, receiptNumber, note } = parseRequest(reportCommandBodySchemas.recordReceipt, body);
    return { receipt: { receivedOn, receiptNumber: receiptNumber ?? null, note: note ?? null } };
  },
  recordInstruction: (body) => ({ instruction: parseRequest(reportCommandBodySchemas.recordInstruction, body) }),
  addProblem: (body) => {
    const { name, issueId, ownerUnitId, dueOn } = parseRequest(reportCommandBodySchemas.addProblem, body);
    refusePersonal('/name', name);
    return { problem: { name, issueId, owner: unitAt(ownerUnitId), dueOn } };
  },
  changeProblem: (body) => {
    const { problemId, name, issueId, ownerUnitId, dueOn } = parseRequest(reportCommandBodySchemas.changeProblem, body);
    refusePersonal('/name', name);
    return { problemId, problem: { name, issueId, owner: unitAt(ownerUnitId), dueOn } };
  },
  removeProblem: (body) => parseRequest(reportCommandBodySchemas.removeProblem, body),
  followProblem: (body) => {
    const { problemId, state, progress, ownerUnitId, dueOn } = parseRequest(reportCommandBodySchemas.followProblem, body);
    refusePersonal('/progress', progress);
    return { problemId, problem: { state, progress, ...(ownerUnitId !== undefined && { owner: unitAt(ownerUnitId) }), ...(dueOn !== undefined && { dueOn }) } };
  },
  comment: (body) => parseRequest(reportCommandBodySchemas.comment, body),
  abandon: (body) => parseRequest(reportCommandBodySchemas.abandon, body),
};

/** The order that a reader's request asks for, before the table has been asked. */
export function reportOrderFrom(command: ReportCommand, body: unknown, { subject, name, role, unitId }: Reader, orderId: string): ReportOrder {
  return { command, orderId, by: { kind: 'person', subject, name, role, unitId }, ...readers[command](body ?? {}) };
}

/** The common issue that an order's problem names, and where. */
export function issueNamedBy({ problem }: ReportOrder): string | null {
  return problem?.issueId ?? null;
}

function unitAt(id: string | null): UnitReference | null {
  if (id === null) return null;
  const unit = directory.unit(id);
  if (unit === undefined) throw new ProblemError('invalid-request', { errors: [fieldFault('/ownerUnitId', 'unitId.unknown')] });
  const { unitId, name, kind, level, divisionCode } = unit;
  return { unitId, name, kind, level, divisionCode };
}

function refusePersonal(pointer: string, text: string): void {
  const errors = personalFaults([[pointer, text]]);
  if (errors.length > 0) throw new ProblemError('invalid-request', { errors });
}
