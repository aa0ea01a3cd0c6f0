import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import { analysisFormatSchema, analysisQuerySchema, type Analysis, type Reader } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { AllowReaders, CurrentReader } from '@suqiao/infra/auth';
import { parseRequest, ProblemError, wrongParameter } from '@suqiao/infra/http';
import type { FastifyReply } from 'fastify';
import { analysisFile } from './analysis-files';
import { AnalysisCounting } from './analysis.counting';
import { analysisFilters, analysisOf, type AnalysisScope } from './domain/analysis-figures';
import { periodOf } from './domain/analysis-period';
import { analysisRows } from './domain/analysis-rows';
import { readableAppeals } from './domain/issue-permission';

/** 分析: figures of the appeals that a reader may see, each with the list of its appeals. */
@Controller('api/v1/insight/analysis')
@AllowReaders('unitHandler', 'unitHead', 'supervisor', 'analyst', 'administrator')
export class AnalysisController {
  constructor(@Inject(AnalysisCounting) private readonly counting: AnalysisCounting) {}

  @Get()
  async figures(@CurrentReader() reader: Reader, @Query() query: unknown): Promise<Analysis> {
    const now = new Date();
    const scope = scopeOf(reader, query, now);
    // The reader's own bounds stand beside what was asked: of another place there is nothing to count.
    return analysisOf(scope, await this.counting.countsOf([readableAppeals(reader), ...analysisFilters(scope)]), directory, now);
  }

  @Get('exports/:format')
  async file(@CurrentReader() reader: Reader, @Param('format') name: string, @Query() query: unknown, @Res() reply: FastifyReply): Promise<void> {
    const format = analysisFormatSchema.safeParse(name);
    if (!format.success) throw new ProblemError('not-found', { detail: { 'zh-CN': '只能导出 csv、xlsx、parquet', en: 'Figures are exported as csv, xlsx and parquet' } });
    const analysis = await this.figures(reader, query);
    const { type, content } = await analysisFile(analysisRows(analysis), format.data);
    void reply.headers({ 'content-type': type, 'content-disposition': `attachment; filename="analysis-${analysis.from}-${analysis.to}.${format.data}"`, 'cache-control': 'no-store' }).send(content);
  }
}

function scopeOf(reader: Reader, query: unknown, now: Date): AnalysisScope {
  const { from, to, division = reader.divisionCode, ...asked } = parseRequest(analysisQuerySchema, query, 'parameters');
  const period = periodOf({ ...(from !== undefined && { from }), ...(to !== undefined && { to }) }, now);
  if ('rule' in period) throw wrongParameter(period.parameter, period.rule);
  if (directory.division(division) === undefined) throw wrongParameter('division', 'divisionCode.unknown');
  if (asked.category !== undefined && directory.category(asked.category) === undefined) throw wrongParameter('category', 'categoryCode.unknown');
  return { ...asked, period, division };
}
