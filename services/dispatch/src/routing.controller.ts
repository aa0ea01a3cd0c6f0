import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { mostMovesShown, newDryRunSchema, type DryRun, type Routing, type RoutingRule } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { AllowReaders, NeedsLevel } from '@suqiao/infra/auth';
import { fieldFault, ProblemError, ZodBody, type FieldFault } from '@suqiao/infra/http';
import type { z } from 'zod';
import { DispatchStore } from './dispatch.store';
import { dryRun } from './domain/routing-dry-run';

/** 派单规则: the rules in force, and other ones tried on past appeals before a deployment takes them. */
@Controller('api/v1/directory/routing')
@AllowReaders('administrator')
@NeedsLevel('province')
export class RoutingController {
  constructor(@Inject(DispatchStore) private readonly store: DispatchStore) {}

  @Get()
  rules(): Routing {
    const federation = { code: 'federation', name: { zh: '工商业联合会', en: 'Federation of Industry and Commerce' } };
    return { items: [...directory.routingRules], departments: [federation, ...directory.departments.map(({ code, local }) => ({ code, name: local }))] };
  }

  @Post('dry-run')
  @HttpCode(200)
  async try(@ZodBody(newDryRunSchema) { rules, last }: z.infer<typeof newDryRunSchema>): Promise<DryRun> {
    const errors = rules.flatMap((rule, index) => faultsOfRule(rule, `/rules/${String(index)}`));
    if (errors.length > 0) throw new ProblemError('invalid-request', { errors });
    const facts = { current: directory.route, changed: directory.routing(rules), lowestLevel: directory.lowestLevel };
    return dryRun(await this.store.newest(last), facts, mostMovesShown);
  }
}

function faultsOfRule({ category, division, department }: RoutingRule, pointer: string): FieldFault[] {
  return [
    ...(directory.category(category) === undefined ? [fieldFault(`${pointer}/category`, 'categoryCode.unknown')] : []),
    ...(division !== null && directory.division(division) === undefined ? [fieldFault(`${pointer}/division`, 'divisionCode.unknown')] : []),
    ...(department !== 'federation' && !directory.departments.some(({ code }) => code === department) ? [fieldFault(`${pointer}/department`, 'department.unknown')] : []),
  ];
}
