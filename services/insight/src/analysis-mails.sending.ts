import { Inject, Injectable } from '@nestjs/common';
import type { Analysis, Language, MailStopReason } from '@suqiao/contracts';
import { ProblemError } from '@suqiao/infra/http';
import type { MailAttachment } from '@suqiao/infra/mail';
import { analysisFile } from './analysis-files';
import { AnalysisMailsStore, type MailOrderDocument, type MailSendingDocument } from './analysis-mails.store';
import { ANALYSIS_MAIL_SETTINGS, type AnalysisMailSettings } from './analysis-mails.settings';
import { AnalysisViewsStore } from './analysis-views.store';
import { AnalysisMaking } from './analysis.making';
import { isOfDomain, nextMailTryAt, parametersOf, stopReasonOf } from './domain/analysis-mail';
import { mailTextOf, type MailSource } from './domain/analysis-mail-text';
import { analysisRows } from './domain/analysis-rows';

/** What is sent, or why the order ends. */
type Made = { readonly source: MailSource } | { readonly stop: MailStopReason };

/** Carries out sendings: the figures as the owner may see them now, to each recipient at most once. */
@Injectable()
export class AnalysisMailSending {
  constructor(
    @Inject(AnalysisMailsStore) private readonly store: AnalysisMailsStore,
    @Inject(AnalysisViewsStore) private readonly views: AnalysisViewsStore,
    @Inject(AnalysisMaking) private readonly making: AnalysisMaking,
    @Inject(ANALYSIS_MAIL_SETTINGS) private readonly settings: AnalysisMailSettings,
  ) {}

  /** Tries a sending that this process has taken, or a test. @returns why its order has to be stopped, if it has */
  async carryOut(sending: MailSendingDocument, order: MailOrderDocument | null, now: Date): Promise<MailStopReason | null> {
    if (order?.state !== 'running' && !sending.test) {
      await this.#settle(sending._id, 'failed', order === null ? 'removed' : order.state, now);
      return null;
    }
    const made = order === null ? { stop: 'viewGone' as const } : await this.#make(order, sending, now);
    if ('stop' in made) {
      await this.#settle(sending._id, 'failed', made.stop, now);
      return sending.test ? null : made.stop;
    }
    await this.#deliver(sending, made.source);
    await this.#conclude(sending, now);
    return null;
  }

  async #make(order: MailOrderDocument, { test, dueAt, deliveries }: MailSendingDocument, now: Date): Promise<Made> {
    const owner = await this.store.owner(order.owner.subject);
    const stop = stopReasonOf(order.owner, owner, now);
    if (stop !== null || owner === null) return { stop: stop ?? 'unseen' };
    if (deliveries.some(({ address }) => !isOfDomain(address, this.settings.domains))) return { stop: 'domains' };
    const view = (await this.views.of(owner.reader)).find(({ viewId, mine }) => mine && viewId === order.viewId);
    if (view === undefined) return { stop: 'viewGone' };
    try {
      // As of the due time: a later try says the same period.
      const analysis = await this.making.make(owner.reader, parametersOf(view.query), dueAt);
      return { source: { viewName: view.name, query: view.query, analysis, origin: this.settings.origin, test } };
    } catch (error) {
      if (error instanceof ProblemError && error.type === 'invalid-request') return { stop: 'question' };
      throw error;
    }
  }

  async #deliver({ _id, deliveries }: MailSendingDocument, source: MailSource): Promise<void> {
    const { sender } = this.settings;
    if (sender === null) return;
    const files = new Map<Language, MailAttachment>();
    for (const { address, language, state } of deliveries) {
      if (state !== 'waiting' || !(await this.store.claim(_id, address))) continue;
      const file = files.get(language) ?? (await fileOf(source.analysis, language));
      files.set(language, file);
      const delivery = await sender.send({ to: address, ...mailTextOf(source, language), attachments: [file] }, `${_id}:${address}`);
      await this.store.delivered(_id, address, delivery.kind === 'sent' ? { state: 'sent', reason: null } : { state: delivery.kind === 'refused' || source.test ? 'failed' : 'waiting', reason: delivery.reason });
    }
  }

  /** What is still waiting is tried again later, or given up. */
  async #conclude({ _id, attempts, test }: MailSendingDocument, now: Date): Promise<void> {
    const deliveries = (await this.store.sending(_id))?.deliveries ?? [];
    const waiting = deliveries.filter(({ state }) => state === 'waiting');
    const nextTryAt = waiting.length === 0 || test ? null : nextMailTryAt(attempts + 1, now);
    if (nextTryAt !== null) {
      await this.store.settle(_id, { state: 'waiting', nextTryAt, settledAt: null, reason: null });
      return;
    }
    for (const { address, reason } of waiting) await this.store.delivered(_id, address, { state: 'failed', reason });
    await this.#settle(_id, deliveries.every(({ state }) => state === 'sent') ? 'sent' : 'failed', null, now);
  }

  #settle(sendingId: string, state: 'sent' | 'failed', reason: string | null, now: Date): Promise<void> {
    return this.store.settle(sendingId, { state, nextTryAt: null, settledAt: now, reason });
  }
}

async function fileOf(analysis: Analysis, language: Language): Promise<MailAttachment> {
  const { type, content } = await analysisFile(analysisRows(analysis, language), 'xlsx', language);
  return { filename: `analysis-${analysis.from}-${analysis.to}.xlsx`, contentType: type, content };
}
