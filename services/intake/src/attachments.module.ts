import type { Provider } from '@nestjs/common';
import { AttachmentsAttaching } from './attachments.attaching';
import { ATTACHMENT_SCANNER, clamdScanner } from './attachments.scanner';
import { ATTACHMENT_LIMIT, attachmentLimit, clamdAddress } from './attachments.settings';
import { AttachmentsStore } from './attachments.store';
import { AttachmentsSweep } from './attachments.sweep';

function scannerOf(environment: NodeJS.ProcessEnv) {
  const address = clamdAddress(environment);
  return address === null ? null : clamdScanner(address);
}

/** What attachments are made of, for intake's composition. */
export const attachmentsProviders: readonly Provider[] = [
  AttachmentsStore,
  AttachmentsSweep,
  AttachmentsAttaching,
  { provide: ATTACHMENT_SCANNER, useFactory: () => scannerOf(process.env) },
  { provide: ATTACHMENT_LIMIT, useFactory: () => attachmentLimit(process.env) },
];
