import { issueCommands, type CommonIssue, type IssueCommand, type Name, type Reader } from '@suqiao/contracts';
import { allowedIssueCommands } from '@suqiao/workflows/domain';

/** A condition on stored documents. */
export type StoredFilter = Readonly<Record<string, unknown>>;

type Asking = Pick<Reader, 'role' | 'divisionCode' | 'unitId'>;
type Asked = Pick<CommonIssue, 'lead' | 'state'>;

const analysts: readonly Reader['role'][] = ['analyst', 'supervisor', 'administrator'];

/**
 * Which issues a reader may see: those that concern the reader's division; for a person of a unit, those that the unit leads or
 * takes part in. It goes into the store's query itself.
 */
export function readableIssues({ divisionCode, unitId }: Pick<Reader, 'divisionCode' | 'unitId'>): StoredFilter {
  return unitId === null ? { concerns: divisionCode } : { $or: [{ 'issue.lead.unitId': unitId }, { 'issue.joint.unitId': unitId }] };
}

/**
 * Which appeals a reader may see as analysts do: those of the reader's division, or of the unit. Confidential ones are left out
 * for everybody: what is counted here leaves the house in reports.
 */
export function readableAppeals({ divisionCode, unitId }: Pick<Reader, 'divisionCode' | 'unitId'>): StoredFilter {
  return { confidential: false, ...(unitId === null ? { divisionPath: divisionCode } : { handledBy: unitId }) };
}

/** A unit that leads an issue sees all of its appeals, wherever they came from: it studies them. */
export function readableMembers(reader: Pick<Reader, 'divisionCode' | 'unitId'>, { lead, joint }: Pick<CommonIssue, 'lead' | 'joint'>): StoredFilter {
  const takesPart = reader.unitId !== null && [lead, ...joint].some((unit) => unit?.unitId === reader.unitId);
  return takesPart ? { confidential: false } : readableAppeals(reader);
}

/** Why a reader may not give a command; `null`: they may. */
export type IssueHindrance = 'role' | 'wider' | null;

/**
 * Whether it is this reader's place to give a command. Analysts and supervisors act on issues that lie wholly within their
 * division; the lead unit answers with its study; more time is a supervisor's to give; a remark is anybody's who sees it.
 * @param divisionPath of the issue's own division, own first
 */
export function issueHindrance(reader: Asking, command: IssueCommand, { lead }: Asked, divisionPath: readonly string[]): IssueHindrance {
  if (command === 'comment') return null;
  if (reader.unitId !== null) return command === 'propose' && lead?.unitId === reader.unitId ? null : 'role';
  if (!analysts.includes(reader.role) || (command === 'extend' && reader.role === 'analyst')) return 'role';
  return divisionPath.includes(reader.divisionCode) ? null : 'wider';
}

/** Why a command is not offered. */
export const hindranceTexts: Readonly<Record<Exclude<IssueHindrance, null>, Name>> = {
  role: { zh: '您的角色不办理这一步', en: 'Your role does not take this step' },
  wider: { zh: '涉及本区划以外，须由上一级办理', en: 'It reaches beyond your division: it is for the level above' },
};
const stateText: Name = { zh: '当前状态不能这样办理', en: 'The issue\'s state does not allow it' };

/** Every command with whether this reader may give it now and, where not, why. */
export function issueOffers(reader: Asking, issue: Asked, divisionPath: readonly string[]): { command: IssueCommand; allowed: boolean; reason: Name | null }[] {
  const byState = new Set(allowedIssueCommands(issue));
  return issueCommands.map((command) => {
    const hindered = issueHindrance(reader, command, issue, divisionPath);
    const reason = hindered !== null ? hindranceTexts[hindered] : byState.has(command) ? null : stateText;
    return { command, allowed: reason === null, reason };
  });
}
