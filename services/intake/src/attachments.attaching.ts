import { Inject, Injectable } from '@nestjs/common';
import { mostAttachments, type Attachment, type Attachments } from '@suqiao/contracts';
import { ProblemError } from '@suqiao/infra/http';
import type { FastifyRequest } from 'fastify';
import { uuidv7 } from 'uuidv7';
import { ATTACHMENT_SCANNER, type AttachmentScanner } from './attachments.scanner';
import { ATTACHMENT_LIMIT } from './attachments.settings';
import { AttachmentsStore, type AttachmentDocument } from './attachments.store';
import { AttachmentsSweep } from './attachments.sweep';
import { storeUpload } from './attachments.upload';

/** Takes files for appeals, whoever brings them. */
@Injectable()
export class AttachmentsAttaching {
  constructor(
    @Inject(AttachmentsStore) private readonly store: AttachmentsStore,
    @Inject(AttachmentsSweep) private readonly sweep: AttachmentsSweep,
    @Inject(ATTACHMENT_SCANNER) private readonly scanner: AttachmentScanner | null,
    @Inject(ATTACHMENT_LIMIT) private readonly limitBytes: number,
  ) {}

  /**
   * Stores the file of a form with an appeal; the same file twice is one.
   * @param expiresAt when it goes by itself
   * @throws ProblemError `too-large`, also for one too many; `unsupported-media-type`; `invalid-request`
   */
  async attach(request: FastifyRequest, appealId: string, expiresAt: Date | null): Promise<{ readonly attachment: Attachment; readonly isNew: boolean }> {
    const file = await storeUpload(request, this.store, this.limitBytes);
    const made = { _id: uuidv7(), appealId, ...file, state: this.scanner === null ? 'notScanned' : 'pending', scanner: this.scanner?.name ?? 'none', reason: null, attempts: 0, uploadedAt: new Date(), expiresAt } as const;
    const outcome = await this.store.attach(made);
    if (outcome !== 'attached') await this.store.discard(file.fileId);
    if (outcome === 'full') throw new ProblemError('too-large', { detail: { 'zh-CN': `每件诉求至多 ${String(mostAttachments)} 个附件`, en: `An appeal has at most ${String(mostAttachments)} attachments` } });
    this.sweep.wake();
    return { attachment: attachmentView(outcome === 'attached' ? made : outcome), isNew: outcome === 'attached' };
  }

  async listOf(appealId: string): Promise<Attachments> {
    return { items: (await this.store.listOf(appealId)).map(attachmentView) };
  }
}

function attachmentView({ _id: id, name, mediaType, sizeBytes, sha256, state, scanner, reason, uploadedAt }: Omit<AttachmentDocument, 'slot'>): Attachment {
  return { id, name, mediaType, sizeBytes, sha256, state, scanner, reason, uploadedAt: uploadedAt.toISOString() };
}
