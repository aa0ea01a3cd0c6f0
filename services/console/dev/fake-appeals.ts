import type { AppealView } from '@suqiao/contracts';
import type { FakeCase } from './fake-cases';

/** The appeal behind a made-up case, as a reader inside the federation sees it. */
export function appealOf(found: FakeCase): AppealView {
  return {
    id: found.caseId, trackingNumber: found.trackingNumber, channel: found.channel, channelReference: found.trackingNumber, title: found.title, content: found.content, status: found.state,
    appellant: { name: found.appellantName, creditCode: null, contact: '张**', phone: '138****5678' }, categoryCode: found.categoryCode, divisionCode: found.divisionCode, level: found.level, currentUnit: found.unit,
    dates: { occurredAt: null, receivedAt: found.receivedAt, dispatchedAt: found.dispatchedAt, acceptedAt: found.acceptedAt, answeredAt: found.answeredAt, closedAt: found.closedAt, dueAt: found.clocks.dueAt, provisional: found.clocks.provisional },
    answer: found.answer, interimAnswers: found.interimAnswers, issueAnswers: [], outcome: found.outcome, satisfaction: found.satisfaction, mergedInto: found.mergedInto?.trackingNumber ?? null, timeline: [], requests: [],
  };
}
