import { Controller, Get, Inject, Query } from '@nestjs/common';
import { divisionCodeSchema, levelSchema, type Category, type Division, type Industry, type PolicyPreset, type Reader, type Unit } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { AllowReaders, CurrentReader } from '@suqiao/infra/auth';
import { parseRequest } from '@suqiao/infra/http';
import { z } from 'zod';
import { POLICY } from './dispatch.facts';

/** Query of the list of units; `q` is a part of a name in either language. */
export const unitsQuerySchema = z.strictObject({
  division: divisionCodeSchema.optional(),
  level: levelSchema.optional(),
  q: z.string().max(60).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** The directory, to read: what pages need to name and choose. */
@Controller('api/v1')
@AllowReaders('unitHandler', 'unitHead', 'supervisor', 'analyst', 'administrator')
export class DirectoryController {
  constructor(@Inject(POLICY) private readonly chosen: string) {}

  @Get('me')
  me(@CurrentReader() reader: Reader): Reader {
    return reader;
  }

  @Get('directory/divisions')
  divisions(): { items: readonly Division[] } {
    return { items: directory.divisions };
  }

  @Get('directory/categories')
  categories(): { items: readonly Category[] } {
    return { items: directory.categories };
  }

  @Get('directory/industries')
  industries(): { items: readonly Industry[] } {
    return { items: directory.industries };
  }

  @Get('directory/policies')
  policies(): { items: readonly PolicyPreset[]; chosen: string } {
    return { items: directory.policyPresets, chosen: this.chosen };
  }

  @Get('directory/units')
  units(@Query() query: unknown): { items: Unit[]; total: number } {
    const { division, level, q, limit } = parseRequest(unitsQuerySchema, query, 'parameters');
    const wanted = q?.toLowerCase() ?? '';
    const found = directory.units.filter(
      (unit) =>
        (division === undefined || directory.divisionPath(unit.divisionCode).includes(division)) &&
        (level === undefined || unit.level === level) &&
        (unit.name.zh.includes(wanted) || unit.name.en.toLowerCase().includes(wanted)),
    );
    return { items: found.slice(0, limit), total: found.length };
  }
}
