import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { newAnalysisViewSchema, type AnalysisView, type Reader } from '@suqiao/contracts';
import { AllowReaders, CurrentReader } from '@suqiao/infra/auth';
import { fieldFault, parseRequest, ProblemError } from '@suqiao/infra/http';
import { AnalysisViewsStore } from './analysis-views.store';
import { isAnalysisQuery } from './domain/analysis-mail';

/** 保存的视图: questions of the analysis under a name. A shared one tells colleagues the question; the figures are each reader's own. */
@Controller('api/v1/insight/analysis-views')
@AllowReaders('unitHandler', 'unitHead', 'supervisor', 'analyst', 'administrator')
export class AnalysisViewsController {
  constructor(@Inject(AnalysisViewsStore) private readonly views: AnalysisViewsStore) {}

  @Get()
  async list(@CurrentReader() reader: Reader): Promise<{ items: AnalysisView[] }> {
    return { items: await this.views.of(reader) };
  }

  @Post()
  @HttpCode(201)
  async save(@CurrentReader() reader: Reader, @Body() body: unknown): Promise<AnalysisView> {
    const wanted = parseRequest(newAnalysisViewSchema, body);
    if (!isAnalysisQuery(wanted.query)) throw new ProblemError('invalid-request', { errors: [fieldFault('/query', 'analysisView.query')] });
    const saved = await this.views.save(reader, wanted, new Date());
    if (typeof saved === 'string') throw new ProblemError('invalid-request', { errors: [fieldFault('/name', `analysisView.${saved}`)] });
    return saved;
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(@CurrentReader() reader: Reader, @Param('id') id: string): Promise<void> {
    if (!(await this.views.remove(reader.subject, id))) throw new ProblemError('not-found');
  }
}
