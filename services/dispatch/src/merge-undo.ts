import { Inject, Injectable } from '@nestjs/common';
import { CaseOrders } from './case-orders';
import { DispatchStore, type FoundCase } from './dispatch.store';

/** 撤销并案, the other side of it: the case that went on learns that it goes on without what was merged into it. */
@Injectable()
export class MergeUndo {
  constructor(
    @Inject(DispatchStore) private readonly store: DispatchStore,
    @Inject(CaseOrders) private readonly orders: CaseOrders,
  ) {}

  /**
   * Tells the case that `found` was merged into last, and those that one was merged into itself, of `found` and of what had
   * been merged into it. Telling twice is telling once; a case that is merged again by now is left alone.
   * @throws the client's error when Temporal is away: the order stands, and given again under its key it tells again
   */
  async tellLeads({ case: stored, snapshot }: FoundCase): Promise<void> {
    const undone = stored.timeline.findLast(({ type }) => type === 'unmerged');
    if (snapshot.mergedInto !== null || undone?.text == null) return;
    const { caseId, trackingNumber } = snapshot;
    for (let lead = await this.store.findByNumber(undone.text, {}); lead !== null; ) {
      for (const duplicate of [{ caseId, trackingNumber }, ...snapshot.duplicates]) await this.orders.tellUnmerged(lead.snapshot, duplicate);
      const further = lead.snapshot.mergedInto;
      lead = further === null ? null : await this.store.find(further.caseId);
    }
  }
}
