import { Body, Controller, Get, Headers, Inject, Param, Post, Put, Query, Res } from '@nestjs/common';
import { policyDetailsSchema, policyListQuerySchema } from '@suqiao/contracts';
import type { AnsweredCase, CaseKnowledge, Policy, PolicyDetails, PolicyPage, Reader } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { AllowReaders, CurrentReader } from '@suqiao/infra/auth';
import { decodeCursor, encodeCursor, fieldFault, parseRequest, ProblemError } from '@suqiao/infra/http';
import type { FastifyReply } from 'fastify';
import { uuidv7 } from 'uuidv7';
import { mostAlike, whyAlike, whyApplies, type Why } from './domain/knowledge';
import { KnowledgeStore, type AnsweredDocument } from './knowledge.store';
import { PoliciesStore, type PolicyDocument } from './policies.store';
import { textVersionFrom } from './report-writing';

const mostShown = 5;
const shanghaiInMs = 8 * 3_600_000;

/** 知识: what helps whoever answers a case, and the library of policies. */
@Controller('api/v1/insight')
@AllowReaders('unitHandler', 'unitHead', 'supervisor', 'analyst', 'administrator')
export class KnowledgeController {
  constructor(
    @Inject(KnowledgeStore) private readonly knowledge: KnowledgeStore,
    @Inject(PoliciesStore) private readonly policies: PoliciesStore,
  ) {}

  @Get('cases/:id/knowledge')
  async ofCase(@CurrentReader() reader: Reader, @Param('id') caseId: string): Promise<CaseKnowledge> {
    const matter = await this.knowledge.matterOf(reader, caseId);
    if (matter === null) throw new ProblemError('not-found');
    const today = new Date(Date.now() + shanghaiInMs).toISOString().slice(0, 10);
    const [candidates, inForce] = await Promise.all([this.knowledge.candidates(reader, caseId, matter), this.policies.inForce(today)]);
    return {
      answered: mostAlike(candidates, ({ document }) => whyAlike(matter, document), mostShown).map(({ found, why }) => answeredOf(found.document, found.isReadable, why)),
      policies: mostAlike(inForce, (policy) => whyApplies(matter, policy), mostShown).map(({ found, why }) => ({ ...policyOf(found), ...shown(why) })),
    };
  }

  @Get('policies')
  async list(@Query() query: unknown): Promise<PolicyPage> {
    const { category, cursor, limit } = parseRequest(policyListQuerySchema, query, 'parameters');
    const page = await this.policies.list(category, decodeCursor(cursor), limit);
    return { items: page.items.map(policyOf), total: page.total, nextCursor: encodeCursor(page.next) };
  }

  @Post('policies')
  @AllowReaders('analyst', 'administrator')
  async add(@CurrentReader() reader: Reader, @Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply): Promise<Policy> {
    requireProvince(reader);
    const details = known(parseRequest(policyDetailsSchema, body));
    return answer(await this.policies.add(uuidv7(), details, reader.name, new Date()), reply);
  }

  @Put('policies/:id')
  @AllowReaders('analyst', 'administrator')
  async change(@CurrentReader() reader: Reader, @Param('id') id: string, @Headers('if-match') header: string | undefined, @Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply): Promise<Policy> {
    requireProvince(reader);
    if ((await this.policies.find(id)) === null) throw new ProblemError('not-found');
    const version = textVersionFrom(header);
    if (version === null) throw new ProblemError('precondition-required');
    const details = known(parseRequest(policyDetailsSchema, body));
    const after = await this.policies.change(id, version, details, reader.name, new Date());
    if (after === null) throw new ProblemError('precondition-failed');
    return answer(after, reply);
  }
}

/** One library serves the whole province. */
function requireProvince({ level }: Reader): void {
  if (level !== 'province') throw new ProblemError('forbidden');
}

function known(details: PolicyDetails): PolicyDetails {
  const faults = details.categories.flatMap((code, at) => (directory.category(code) === undefined ? [fieldFault(`/categories/${String(at)}`, 'categoryCode.unknown')] : []));
  if (faults.length > 0) throw new ProblemError('invalid-request', { errors: faults });
  return details;
}

function answer(policy: PolicyDocument, reply: FastifyReply): Policy {
  reply.header('etag', `"${String(policy.version)}"`);
  return policyOf(policy);
}

function policyOf({ _id, title, number, issuer, sourceUrl, validFrom, validTo, categories, text, version, changedAt, changedByName }: PolicyDocument): Policy {
  return { policyId: _id, title, number, issuer, sourceUrl, validFrom, validTo, categories, text, version, changedAt: changedAt.toISOString(), changedByName };
}

function answeredOf({ _id, trackingNumber, title, unitName, level, answer: text, satisfaction, closedAt }: AnsweredDocument, isReadable: boolean, why: Why): AnsweredCase {
  return { case: isReadable ? { caseId: _id, trackingNumber, title } : null, unitName, level, answer: text, satisfaction, closedAt: closedAt.toISOString(), ...shown(why) };
}

function shown({ likeness, words, categoryCode }: Why) {
  return { likeness, words: [...words], categoryCode };
}
