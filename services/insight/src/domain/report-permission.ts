import { reportCommands, type Name, type Reader, type ReportCommand, type SpecialReport } from '@suqiao/contracts';
import { allowedReportCommands, decideReport, workedReportStates } from '@suqiao/workflows/domain';
import type { StoredFilter } from './issue-permission';
import { reportOfficeOf } from './report-names';

type Asking = Pick<Reader, 'role' | 'divisionCode' | 'unitId' | 'subject'>;

/** Who gives which command: data. `approve` is the approval step's own. */
const rolesOf: Readonly<Record<Exclude<ReportCommand, 'approve'>, readonly Reader['role'][]>> = {
  redraft: ['analyst', 'administrator'], submit: ['analyst', 'administrator'], sendBack: ['supervisor', 'administrator'], freeze: ['supervisor', 'administrator'], send: ['analyst', 'supervisor', 'administrator'],
  recordReceipt: ['analyst', 'supervisor', 'administrator'], recordInstruction: ['analyst', 'supervisor', 'administrator'], addProblem: ['analyst', 'administrator'], changeProblem: ['analyst', 'administrator'],
  removeProblem: ['analyst', 'administrator'], followProblem: ['analyst', 'supervisor', 'administrator'], comment: ['analyst', 'supervisor', 'administrator'], abandon: ['analyst', 'administrator'],
};

/** Who writes reports: makes drafts and edits texts. */
export const reportWriters: readonly Reader['role'][] = ['analyst', 'administrator'];

/** Reports are read by their own division's people alone. It goes into the store's query itself. */
export function readableReports({ divisionCode, unitId }: Pick<Reader, 'divisionCode' | 'unitId'>): StoredFilter {
  return unitId === null ? { 'report.divisionCode': divisionCode } : { _id: '' };
}

/** Why it is not this reader's place to give a command; `null`: it is. */
export function reportHindrance(reader: Asking, command: ReportCommand, report: Pick<SpecialReport, 'divisionCode' | 'approvals'>): Name | null {
  const roles = command === 'approve' ? reportOfficeOf(report.divisionCode)?.steps[report.approvals.length]?.roles : rolesOf[command];
  return roles?.includes(reader.role) === true ? null : { zh: '您的角色不办理这一步', en: 'Your role does not take this step' };
}

/** Whether a reader may change the text now. */
export function isEditable({ role }: Pick<Reader, 'role'>, { state }: Pick<SpecialReport, 'state'>): boolean {
  return reportWriters.includes(role) && workedReportStates.includes(state);
}

/** Every command with whether this reader may give it now and, where not, why. */
export function reportOffers(reader: Asking, report: SpecialReport): { command: ReportCommand; allowed: boolean; reason: Name | null }[] {
  const byState = new Set(allowedReportCommands(report));
  return reportCommands.map((command) => {
    const reason = byState.has(command) ? reportHindrance(reader, command, report) ?? personHindrance(reader, command, report) : { zh: '当前状态不能这样办理', en: 'The report\'s state does not allow it' };
    return { command, allowed: reason === null, reason };
  });
}

function personHindrance({ subject }: Asking, command: ReportCommand, report: SpecialReport): Name | null {
  if (command !== 'approve') return null;
  const decision = decideReport(report, { command, subject });
  return decision.ok ? null : { zh: '送审人不得审签，每步须由不同的人办理', en: 'Nobody signs what they submitted, or twice' };
}
