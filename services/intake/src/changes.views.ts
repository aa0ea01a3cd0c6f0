import { Inject, Injectable } from '@nestjs/common';
import type { Change } from '@suqiao/contracts';
import type { ChangeDocument } from './changes.store';
import { SandboxStore } from './intake.sandbox.store';
import { IntakeStore } from './intake.store';

/** Changes as a channel is told of them, by whichever way: with its own number for each appeal. */
@Injectable()
export class ChangeViews {
  constructor(
    @Inject(IntakeStore) private readonly appeals: IntakeStore,
    @Inject(SandboxStore) private readonly sandbox: SandboxStore,
  ) {}

  /** @param isSandbox whether they are a sandbox key's: those appeals lie elsewhere */
  async of(changes: readonly ChangeDocument[], isSandbox: boolean): Promise<Change[]> {
    const references = await (isSandbox ? this.sandbox : this.appeals).referencesOf([...new Set(changes.map(({ appealId }) => appealId))]);
    return changes.map(({ _id, type, at, appealId, trackingNumber, status, level, unitName, request, sandbox }) =>
      ({ id: _id, type, at, appealId, trackingNumber, channelReference: references.get(appealId) ?? null, status, level, unitName, request, ...(sandbox && { sandbox }) }));
  }
}
