import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import type { Reader } from '@suqiao/contracts';
import { ProblemError } from '@suqiao/infra/http';
import type { IssueRefusalRule } from '@suqiao/workflows/domain';
import type { CorrectionDocument, CorrectionWish } from './corrections.model';
import { CorrectionsStore } from './corrections.store';
import { FormationSweep } from './formation.sweep';
import { IssuesStore } from './issues.store';

const pollInMs = 50;
/** So long a request waits for the one who groups; what is asked stays asked. */
const limitInMs = 15_000;

/** Asks the one who groups for a correction, and waits for what becomes of it. */
@Injectable()
export class IssueCorrecting {
  constructor(
    @Inject(CorrectionsStore) private readonly corrections: CorrectionsStore,
    @Inject(FormationSweep) private readonly formation: FormationSweep,
    @Inject(IssuesStore) private readonly issues: IssuesStore,
  ) {}

  async isAsked(correctionId: string): Promise<boolean> {
    return (await this.corrections.find(correctionId)) !== null;
  }

  /**
   * @returns why it was refused, or `null` once it holds and its issue's record tells of it
   * @throws ProblemError `idempotency-key-mismatch`; `unavailable` when it did not come to an end in time
   */
  async correct(correctionId: string, wish: CorrectionWish, reader: Reader): Promise<IssueRefusalRule | null> {
    const asked = await this.corrections.ask(correctionId, wish, reader, await this.issues.now());
    if (asked !== null && !isSame(asked, wish)) throw new ProblemError('idempotency-key-mismatch');
    this.formation.wake();
    for (const end = Date.now() + limitInMs; Date.now() < end; await delay(pollInMs)) {
      const found = await this.corrections.find(correctionId);
      if (found?.state === 'refused') return found.refusal ?? 'state';
      if (found?.state === 'applied' && (await this.#isTold(found))) return null;
    }
    throw new ProblemError('unavailable', { headers: { 'retry-after': '5' } });
  }

  /** Whether the workflow has the correction's line in the issue's record; the undoing of another issue's has it there. */
  async #isTold({ _id, issueId, kind }: CorrectionDocument): Promise<boolean> {
    if (kind === 'undo') return true;
    return (await this.issues.find(issueId, []))?.owed.every(({ orderId }) => orderId !== `${_id}:0`) ?? true;
  }
}

function isSame({ kind, issueId, other, appealIds, name }: CorrectionDocument, wish: CorrectionWish): boolean {
  return isDeepStrictEqual({ kind, issueId, other, appealIds: [...appealIds], name }, { ...wish, appealIds: [...wish.appealIds] });
}
