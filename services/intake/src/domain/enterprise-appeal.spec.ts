import { snapshotOf } from '../../testing/case-events';
import { appealRow, type RowSource } from './enterprise-appeal';

const id = '019ac000-0000-7000-8000-000000000002';
const source: RowSource = {
  _id: id, trackingNumber: 'SQ2', channel: 'visit', title: '标题', status: 'received', receivedAt: '2026-11-23T01:00:00.000Z',
  appellant: { name: '企业', contact: '张小明', phone: '13812345678' }, case: null, lead: null,
};
const lead = snapshotOf('019ac000-0000-7000-8000-000000000001', 'SQ1', 5, { state: 'answered', answer: '一并答复' });

describe('a row of an appeal', () => {
  it('is received until there is a case, and masks who to call', () => {
    expect(appealRow(source)).toMatchObject({ status: 'received', unit: null, dueAt: null, answer: null, appellant: { name: '企业', contact: '张**', phone: '138****5678' } });
  });

  it('has the state of its case, and no answer that has not passed its check', () => {
    expect(appealRow({ ...source, case: snapshotOf(id, 'SQ2', 3, { state: 'answered', answer: '已办', check: 'pending' }) })).toMatchObject({ status: 'answered', answer: null });
    expect(appealRow({ ...source, case: snapshotOf(id, 'SQ2', 4, { state: 'answered', answer: '已办', check: 'passed' }) })).toMatchObject({ answer: '已办' });
  });

  it('follows the case that it was merged into, and its own again when that was undone', () => {
    const merged = snapshotOf(id, 'SQ2', 3, { state: 'closed', outcome: 'merged', mergedInto: { caseId: lead.caseId, trackingNumber: 'SQ1' } });
    expect(appealRow({ ...source, case: merged, lead })).toMatchObject({ status: 'answered', answer: '一并答复', mergedInto: 'SQ1' });
    expect(appealRow({ ...source, case: merged })).toMatchObject({ status: 'closed', outcome: 'merged' });
    expect(appealRow({ ...source, case: snapshotOf(id, 'SQ2', 4), lead })).toMatchObject({ status: 'dispatched', answer: null, mergedInto: null });
  });
});
