import { timingSafeEqual } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { upgradeSnapshot, type NewRating, type TrackedAppeal, type TrackingEntry } from '@suqiao/contracts';
import { ProblemError, type Text } from '@suqiao/infra/http';
import { uuidv7 } from 'uuidv7';
import { decideRating } from './domain/rating';
import { lastFourOf, trackedView } from './domain/tracking';
import type { AppealDocument } from './intake.store';
import { holderOf, PublicLimits } from './public-limits';
import { TrackingStore } from './tracking.store';

/** A refused entry is answered after this, whatever it was refused for: nothing is learned from how long it took. */
const refusedAfterInMs = 300;
/** Longer than no number has four digits: compared with where there is nothing to compare. */
const noDigits = '----';

const notFound: Text = {
  'zh-CN': '编号或电话后四位不对。请核对受理时收到的编号和提交时所留的电话；提交时没有留电话的，请向当时受理的渠道查询，或请它补登电话后再来。',
  en: 'The number or the digits do not match. Check the tracking number and the phone that was given; where no phone was given, ask the channel that took the appeal, or have it add a phone first.',
};
const refusals: Readonly<Record<'notAnswered' | 'endedOtherwise' | 'rated', Text>> = {
  notAnswered: { 'zh-CN': '现在没有可以评价的答复', en: 'There is no answer to rate now' },
  endedOtherwise: { 'zh-CN': '诉求已撤诉或并案，不作评价', en: 'The appeal was withdrawn or merged and is not rated' },
  rated: { 'zh-CN': '这份答复已经评价过，不能再改', en: 'This answer was rated already and the rating stands' },
};

/** 查询与评价: what an appellant may know of their appeal, and say of its answer. */
@Injectable()
export class TrackingService {
  constructor(
    @Inject(TrackingStore) private readonly store: TrackingStore,
    @Inject(PublicLimits) private readonly limits: PublicLimits,
  ) {}

  /**
   * @param address where the request came from
   * @returns the appeal, and headers that tell what is left of the limits
   * @throws ProblemError `not-found`, the same for an unknown number and for wrong digits; `too-many-requests`
   */
  async enter({ trackingNumber, phoneLastFour }: TrackingEntry, address: string): Promise<{ readonly appeal: AppealDocument; readonly headers: Readonly<Record<string, string>> }> {
    const answerable = delay(refusedAfterInMs);
    const headers = await this.limits.take('trackingAddress', holderOf(address));
    await this.limits.take('trackingNumber', trackingNumber);
    const appeal = await this.store.find({ trackingNumber });
    const isRight = timingSafeEqual(Buffer.from(phoneLastFour), Buffer.from(lastFourOf(appeal?.appellant.phone ?? null) ?? noDigits));
    if (appeal === null || !isRight) {
      await answerable;
      throw new ProblemError('not-found', { detail: notFound, headers });
    }
    // Before it is answered, each try was counted: many at once are not more than one after the other.
    await this.limits.giveBack('trackingNumber', trackingNumber);
    return { appeal, headers };
  }

  /** The appeal of a session. @throws ProblemError `unauthenticated` */
  async found(appealId: string | null): Promise<AppealDocument> {
    const appeal = appealId === null ? null : await this.store.find({ _id: appealId });
    if (appeal === null) throw new ProblemError('unauthenticated', { detail: { 'zh-CN': '请重新输入编号和电话后四位', en: 'Please enter the number and the digits again' } });
    return appeal;
  }

  view(appeal: AppealDocument): TrackedAppeal {
    return trackedView(upgraded(appeal));
  }

  /**
   * Takes a rating once an answer; the case heeds it as a follow-up.
   * @throws ProblemError `command-refused` with the state; `unavailable`
   */
  async rate(appealId: string, given: NewRating): Promise<TrackedAppeal> {
    const appeal = await this.found(appealId);
    const decision = decideRating(upgraded(appeal), given);
    if (decision.kind === 'again') return this.view(appeal);
    if (decision.kind === 'refused') throw new ProblemError('command-refused', { state: this.view(appeal).state, allowed: [], detail: refusals[decision.rule] });
    const isWritten = await this.store.rate(appeal, {
      ratingId: uuidv7(), answeredAt: decision.answeredAt, satisfaction: given.satisfaction, comment: given.comment ?? null, at: new Date().toISOString(), state: 'sent', reason: null,
    });
    // Where another request was first, this one is the same or another rating of the same answer.
    return isWritten ? this.view(await this.found(appealId)) : this.rate(appealId, given);
  }
}

function upgraded(appeal: AppealDocument) {
  return { ...appeal, case: appeal.case === null ? null : upgradeSnapshot(appeal.case), lead: appeal.lead === null ? null : upgradeSnapshot(appeal.lead) };
}
