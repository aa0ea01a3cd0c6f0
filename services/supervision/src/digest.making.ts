import { Inject, Injectable } from '@nestjs/common';
import type { CaseSnapshot, Digest, DigestCase, DigestOrder, DigestSection, Reader, SupervisionOrder } from '@suqiao/contracts';
import { endOfDay } from './domain/board';
import { digestQueries, digestTimes, type DigestTimes } from './domain/digest';
import { readableOrders } from './domain/order-permission';
import { OFFICE_CLOCK, type OfficeClock } from './office-clock';
import { SupervisionOrdersStore } from './supervision-orders.store';
import { questionOf, SupervisionLists } from './supervision.lists';

const casesPerSection = 20;

/** Makes digests from the board and the supervision orders, within their reader's jurisdiction. */
@Injectable()
export class DigestMaking {
  constructor(
    @Inject(SupervisionLists) private readonly cases: SupervisionLists,
    @Inject(SupervisionOrdersStore) private readonly orders: SupervisionOrdersStore,
    @Inject(OFFICE_CLOCK) private readonly clock: OfficeClock,
  ) {}

  /** A reader's digest of the day of an instant, as things stand. `frozen` says whether it is to be kept. */
  async make(reader: Reader, at: Date, frozen: boolean): Promise<Digest> {
    const times = digestTimes(this.clock.calendar, at);
    const queries = digestQueries(times);
    const section = async (name: DigestSection) => {
      // A digest is kept: it counts to the end.
      const page = await this.cases.list(questionOf(reader, queries[name]), at, null, casesPerSection, null);
      const query = new URLSearchParams({ ...queries[name] }).toString();
      return { count: page.total, items: page.items.map(caseOf), list: { path: '/api/v1/supervision/cases', query, exact: true } };
    };
    const [newlyOverdue, dueToday, dueNextWorkingDay, notAccepted, awaitingApproval, answeredYesterday, ordersDue] = await Promise.all([
      section('newlyOverdue'), section('dueToday'), section('dueNextWorkingDay'), section('notAccepted'), section('awaitingApproval'), section('answeredYesterday'), this.#ordersDue(reader, times),
    ]);
    return {
      day: times.day, of: { subject: reader.subject, name: reader.name }, final: false, frozen, madeAt: at.toISOString(),
      nextWorkingDay: times.nextWorkingDay, answeredFrom: times.previousWorkingDay, provisional: times.provisional,
      cases: { newlyOverdue, dueToday, dueNextWorkingDay, notAccepted, awaitingApproval, answeredYesterday }, ordersDue,
    };
  }

  async #ordersDue(reader: Reader, { nextWorkingDay }: DigestTimes): Promise<Digest['ordersDue']> {
    const page = await this.orders.list([readableOrders(reader), { rank: 0, dueAt: { $lte: endOfDay(nextWorkingDay) } }], null, casesPerSection);
    return { count: page.total, items: page.items.map(orderOf), list: { path: '/api/v1/supervision/orders', query: `unanswered=true&dueTo=${nextWorkingDay}`, exact: true } };
  }
}

function caseOf({ caseId, trackingNumber, title, unit, level, state, clocks, confidential }: CaseSnapshot): DigestCase {
  return { caseId, trackingNumber, title, unit, level, state, dueAt: clocks.dueAt, confidential };
}

function orderOf({ orderId, number, title, caseId, unit, state, dueAt }: SupervisionOrder): DigestOrder {
  return { orderId, number, title, caseId, unit, state, dueAt };
}
