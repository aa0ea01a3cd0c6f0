import { Inject, Injectable } from '@nestjs/common';
import type { CaseSnapshot, Digest, DigestCase, DigestList, DigestOrder, DigestSection, Reader, SupervisionOrder } from '@suqiao/contracts';
import { readableFilter } from '@suqiao/infra/auth';
import { digestFilters, digestTimes, endOf, type DigestTimes } from './domain/digest';
import { readableOrders } from './domain/order-permission';
import { OFFICE_CLOCK, type OfficeClock } from './office-clock';
import { SupervisionOrdersStore } from './supervision-orders.store';
import { SupervisionStore } from './supervision.store';

const casesPerSection = 20;
const board = '/api/v1/supervision/cases';

/** Where each section's cases are listed. The board lists lights, not days: what it can't ask exactly it shows more of. */
const lists: Readonly<Record<DigestSection, DigestList>> = {
  newlyOverdue: { path: board, query: 'state=overdue', exact: false },
  dueToday: { path: board, query: 'state=open', exact: false },
  dueNextWorkingDay: { path: board, query: 'state=open', exact: false },
  notAccepted: { path: board, query: 'state=notAccepted', exact: true },
  awaitingApproval: { path: '/api/v1/cases', query: 'waiting=approval', exact: true },
  answeredYesterday: { path: board, query: 'state=answered', exact: false },
};

/** Makes digests from the board and the supervision orders, within their reader's jurisdiction. */
@Injectable()
export class DigestMaking {
  constructor(
    @Inject(SupervisionStore) private readonly cases: SupervisionStore,
    @Inject(SupervisionOrdersStore) private readonly orders: SupervisionOrdersStore,
    @Inject(OFFICE_CLOCK) private readonly clock: OfficeClock,
  ) {}

  /** A reader's digest of the day of an instant, as things stand. `frozen` says whether it is to be kept. */
  async make(reader: Reader, at: Date, frozen: boolean): Promise<Digest> {
    const times = digestTimes(this.clock.calendar, at);
    const filters = digestFilters(times, reader.level);
    const section = async (name: DigestSection) => {
      const page = await this.cases.list([readableFilter(reader), filters[name]], null, casesPerSection);
      return { count: page.total, items: page.items.map(caseOf), list: lists[name] };
    };
    return {
      day: times.day, of: { subject: reader.subject, name: reader.name }, final: false, frozen, madeAt: at.toISOString(),
      nextWorkingDay: times.nextWorkingDay, answeredFrom: times.previousWorkingDay, provisional: times.provisional,
      cases: {
        newlyOverdue: await section('newlyOverdue'), dueToday: await section('dueToday'), dueNextWorkingDay: await section('dueNextWorkingDay'),
        notAccepted: await section('notAccepted'), awaitingApproval: await section('awaitingApproval'), answeredYesterday: await section('answeredYesterday'),
      },
      ordersDue: await this.#ordersDue(reader, times),
    };
  }

  async #ordersDue(reader: Reader, { nextWorkingDay }: DigestTimes): Promise<Digest['ordersDue']> {
    const page = await this.orders.list([readableOrders(reader), { rank: 0, dueAt: { $lte: endOf(nextWorkingDay) } }], null, casesPerSection);
    return { count: page.total, items: page.items.map(orderOf), list: { path: '/api/v1/supervision/orders', query: '', exact: false } };
  }
}

function caseOf({ caseId, trackingNumber, title, unit, level, state, clocks, confidential }: CaseSnapshot): DigestCase {
  return { caseId, trackingNumber, title, unit, level, state, dueAt: clocks.dueAt, confidential };
}

function orderOf({ orderId, number, title, caseId, unit, state, dueAt }: SupervisionOrder): DigestOrder {
  return { orderId, number, title, caseId, unit, state, dueAt };
}
