import { z } from 'zod';

/**
 * The field's words as closed sets. Every service, page and document takes its spelling from here.
 * Source: the federation's own vocabulary and GB/T 2260 for the three levels.
 */

/** 层级: where in the hierarchy a unit stands. Escalation goes county → city → province. */
export const levels = ['county', 'city', 'province'] as const;
export const levelSchema = z.enum(levels).meta({ description: '层级：county 县、city 市、province 省' });
export type Level = z.infer<typeof levelSchema>;

/** 办理状态 of a case. `returned` means: back with the federation of the level, waiting for another unit. */
export const caseStates = ['dispatched', 'returned', 'accepted', 'answered', 'closed'] as const;
export const caseStateSchema = z.enum(caseStates);
export type CaseState = z.infer<typeof caseStateSchema>;

/** Orders that a person may give a case: 签收、退回、转办、答复、办结. */
export const caseCommands = ['accept', 'return', 'transfer', 'answer', 'close'] as const;
export const caseCommandSchema = z.enum(caseCommands);
export type CaseCommand = z.infer<typeof caseCommandSchema>;

/** What an appeal is doing, as its channel sees it: before a case exists it is `received` or `classified`. */
export const appealStatuses = ['received', 'classified', ...caseStates] as const;
export const appealStatusSchema = z.enum(appealStatuses);
export type AppealStatus = z.infer<typeof appealStatusSchema>;

/** 灯: green 正常, yellow 黄灯 (due soon), red 红灯 (overdue), off (closed). */
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
