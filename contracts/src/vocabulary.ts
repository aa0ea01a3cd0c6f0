import { z } from 'zod';

/**
 * The field's words as closed sets. Every service, page and document takes its spelling from here.
 * Source: the federation's own vocabulary and GB/T 2260 for the three levels.
 */

/** 层级: where in the hierarchy a unit stands. Escalation goes county → city → province. */
export const levels = ['county', 'city', 'province'] as const;
export const levelSchema = z.enum(levels).meta({ description: '层级：county 县、city 市、province 省' });
export type Level = z.infer<typeof levelSchema>;

/**
 * 办理状态 of a case. `returned`: back with the federation of the level, waiting for another unit; `suspended` 挂起: its
 * business clock stands still; `closed`: for whatever `outcome` says.
 */
export const caseStates = ['dispatched', 'returned', 'accepted', 'suspended', 'answered', 'closed'] as const;
export const caseStateSchema = z.enum(caseStates);
export type CaseState = z.infer<typeof caseStateSchema>;

/**
 * Orders that a person may give a case: 签收、退回、转办、会办（请协办、协办答复、撤协办）、答复、申请延期、申请挂起、申请提级、
 * 批准、不批准、恢复、答复合格、答复退改、回访、办结、重办、撤诉、并案、撤销并案、备注、保密.
 */
export const caseCommands = [
  'accept', 'return', 'transfer', 'askJoint', 'answerJoint', 'releaseJoint', 'answer', 'requestExtension', 'requestSuspension', 'requestRise',
  'approve', 'refuse', 'resume', 'passAnswer', 'sendBack', 'followUp', 'close', 'reopen', 'withdraw', 'merge', 'unmerge', 'comment', 'setConfidential',
] as const;
export const caseCommandSchema = z.enum(caseCommands);
export type CaseCommand = z.infer<typeof caseCommandSchema>;

/** What may happen to a case: one word a line of its timeline, one event `case.<word>` each. */
export const transitionTypes = [
  'dispatched', 'accepted', 'returned', 'transferred', 'jointAsked', 'jointAnswered', 'jointReleased', 'interimAnswered', 'answered', 'closed',
  'extensionRequested', 'extended', 'suspensionRequested', 'suspended', 'resumed', 'riseRequested', 'requestRefused',
  'answerPassed', 'sentBack', 'followedUp', 'redoStarted', 'reopened', 'withdrawn', 'merged', 'unmerged', 'duplicateMerged', 'duplicateUnmerged', 'commented', 'confidentialSet',
  'acceptanceOverdue', 'replyOverdue', 'dueSoon', 'overdue', 'jointOverdue', 'escalated', 'recalculated',
] as const;
export const transitionTypeSchema = z.enum(transitionTypes);
export type TransitionType = z.infer<typeof transitionTypeSchema>;

/** What a unit may ask the supervisor of the level above for: 延期、挂起、提级. */
export const requestKinds = ['extension', 'suspension', 'rise'] as const;
export const requestKindSchema = z.enum(requestKinds);
export type RequestKind = z.infer<typeof requestKindSchema>;

/** 答复审核: none asked, waiting, passed, or sent back. */
export const answerCheckSchema = z.enum(['none', 'pending', 'passed', 'sentBack']);

/** 解决情况: solved 已解决, partlySolved 部分解决, explained 解释说明, notSolved 未解决. */
export const solutions = ['solved', 'partlySolved', 'explained', 'notSolved'] as const;
export const solutionSchema = z.enum(solutions);
export type Solution = z.infer<typeof solutionSchema>;

/** 回访 result: satisfied 满意, fairlySatisfied 基本满意, dissatisfied 不满意, unreachable 未接通. */
export const satisfactions = ['satisfied', 'fairlySatisfied', 'dissatisfied', 'unreachable'] as const;
export const satisfactionSchema = z.enum(satisfactions);
export type Satisfaction = z.infer<typeof satisfactionSchema>;
/** What an appellant may say of an answer: everything of the above but that nobody was reached. */
export const appellantRatingSchema = satisfactionSchema.exclude(['unreachable']);
export type AppellantRating = z.infer<typeof appellantRatingSchema>;

/** How a case ended: answered 办结, withdrawn 撤诉, merged 并案. */
export const outcomes = ['answered', 'withdrawn', 'merged'] as const;
export const outcomeSchema = z.enum(outcomes);
export type Outcome = z.infer<typeof outcomeSchema>;

/** What an appeal is doing, as its channel sees it: before a case exists it is `received` or `classified`. */
export const appealStatuses = ['received', 'classified', ...caseStates] as const;
export const appealStatusSchema = z.enum(appealStatuses);
export type AppealStatus = z.infer<typeof appealStatusSchema>;

/** 灯: green 正常, yellow 黄灯 (due soon), red 红灯 (overdue), off (closed, or suspended: no clock runs). */
export const lights = ['green', 'yellow', 'red', 'off'] as const;
export const lightSchema = z.enum(lights);
export type Light = z.infer<typeof lightSchema>;

/** 角色. Jurisdiction is separate: a division's subtree, and one unit of it where `unitId` is set. */
export const roles = ['unitHandler', 'unitHead', 'supervisor', 'analyst', 'administrator'] as const;
export const roleSchema = z.enum(roles);
export type Role = z.infer<typeof roleSchema>;

/** 单位类型: a federation 工商联 or a competent department 主管部门. */
export const unitKinds = ['federation', 'department'] as const;
export const unitKindSchema = z.enum(unitKinds);
export type UnitKind = z.infer<typeof unitKindSchema>;

/** 行政区划类型. A zone 开发区 is not a GB/T 2260 unit: it belongs to a city and has no county of its own. */
export const divisionKinds = ['province', 'city', 'county', 'zone'] as const;
export const divisionKindSchema = z.enum(divisionKinds);
export type DivisionKind = z.infer<typeof divisionKindSchema>;
