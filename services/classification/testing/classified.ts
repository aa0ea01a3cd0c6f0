import type { AppealClassified } from '@suqiao/contracts';

/** An appeal of 历下区 as classification announces it, with what the test says of it. */
export function classifiedOf(appeal: Partial<AppealClassified['data']['appeal']>, division = '370102'): AppealClassified['data'] {
  const reason = { zh: '测试', en: 'test' };
  return {
    appeal: {
      appealId: '019ac000-0000-7000-8000-000000000001', trackingNumber: 'SQ20261123-00000000-0', channel: 'hotline', channelReference: '1', title: '标题', content: '内容', occurredAt: null,
      receivedAt: '2026-11-23T01:00:00.000Z', appellantName: '某公司', creditCode: null, divisionCode: null, categoryCode: null, confidential: false, ...appeal,
    },
    sorting: {
      category: { value: 'financing', certainty: 1, method: 'rule', reason }, jurisdiction: { value: division, certainty: 1, method: 'code', reason },
      urgency: { value: 'ordinary', certainty: 1, method: 'rule', reason }, unsure: [], modelVersion: 'test',
    },
  };
}
