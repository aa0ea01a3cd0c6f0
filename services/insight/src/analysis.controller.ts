import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import { analysisFormatSchema, type Analysis, type Reader } from '@suqiao/contracts';
import { AllowReaders, CurrentReader } from '@suqiao/infra/auth';
import { ProblemError } from '@suqiao/infra/http';
import type { FastifyReply } from 'fastify';
import { analysisFile } from './analysis-files';
import { AnalysisMaking } from './analysis.making';
import { analysisRows } from './domain/analysis-rows';

/** 分析: figures of the appeals that a reader may see, each with the list of its appeals. */
@Controller('api/v1/insight/analysis')
@AllowReaders('unitHandler', 'unitHead', 'supervisor', 'analyst', 'administrator')
export class AnalysisController {
  constructor(@Inject(AnalysisMaking) private readonly making: AnalysisMaking) {}

  @Get()
  figures(@CurrentReader() reader: Reader, @Query() query: unknown): Promise<Analysis> {
    return this.making.make(reader, query, new Date());
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
