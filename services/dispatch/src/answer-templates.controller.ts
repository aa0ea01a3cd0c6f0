import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { newAnswerTemplateSchema, type AnswerTemplate, type Reader } from '@suqiao/contracts';
import { AllowReaders, CurrentReader } from '@suqiao/infra/auth';
import { fieldFault, parseRequest, ProblemError } from '@suqiao/infra/http';
import { AnswerTemplatesStore } from './answer-templates.store';

/** 答复模板 of whoever answers. */
@Controller('api/v1/answer-templates')
@AllowReaders('unitHandler', 'unitHead', 'supervisor', 'administrator')
export class AnswerTemplatesController {
  constructor(@Inject(AnswerTemplatesStore) private readonly templates: AnswerTemplatesStore) {}

  @Get()
  async list(@CurrentReader() reader: Reader): Promise<{ items: AnswerTemplate[] }> {
    return { items: await this.templates.of(reader) };
  }

  @Post()
  @HttpCode(201)
  async save(@CurrentReader() reader: Reader, @Body() body: unknown): Promise<AnswerTemplate> {
    const saved = await this.templates.save(reader, parseRequest(newAnswerTemplateSchema, body), new Date());
    if (typeof saved === 'string') throw new ProblemError('invalid-request', { errors: [fieldFault('/name', `answerTemplate.${saved}`)] });
    return saved;
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(@CurrentReader() reader: Reader, @Param('id') id: string): Promise<void> {
    if (!(await this.templates.remove(reader.subject, id))) throw new ProblemError('not-found');
  }
}
