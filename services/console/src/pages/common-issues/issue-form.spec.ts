import { blankIssueForm, issueBodyFrom, issueFields, type FormCommand } from './issue-form';

const blank = blankIssueForm();

it('sends what the contract asks for, on Shanghai\'s clock', () => {
  expect(issueBodyFrom('callConsultation', { ...blank, day: '2026-12-01', time: '09:30', participants: '供电公司', agenda: '增容' })).toEqual({ ok: true, body: { at: '2026-12-01T01:30:00.000Z', participants: '供电公司', agenda: '增容' } });
  expect(issueBodyFrom('adoptMeasure', { ...blank, title: '办法', text: '内容', day: '2026-12-01' })).toEqual({ ok: true, body: { kind: 'policy', title: '办法', text: '内容', effectiveAt: '2026-11-30T16:00:00.000Z' } });
  expect(issueBodyFrom('propose', { ...blank, study: '研究', proposals: '增容\n\n 提前通知 ' })).toEqual({ ok: true, body: { study: '研究', proposals: ['增容', '提前通知'] } });
  expect(issueBodyFrom('extend', { ...blank, days: '5', reason: '等待回函' })).toEqual({ ok: true, body: { by: { unit: 'workingDays', amount: 5 }, reason: '等待回函' } });
  expect(issueBodyFrom('confirm', blank)).toEqual({ ok: true, body: {} });
});

it('names each field that is missing', () => {
  const faulty = (Object.keys(issueFields) as FormCommand[]).map((command) => {
    const result = issueBodyFrom(command, blank);
    return [command, result.ok ? [] : result.faults];
  });
  expect(Object.fromEntries(faulty)).toEqual({
    confirm: [], dismiss: ['reason'], revive: ['reason'], rename: ['name'], join: ['other'], split: [], nameLead: ['unitId', 'demand'], propose: ['study', 'proposals'], callConsultation: ['day', 'participants', 'agenda'],
    adoptMeasure: ['title', 'text', 'day'], studyAgain: ['reason'], close: ['reply'], reopen: ['reason'], extend: ['days', 'reason'], comment: ['text'],
  });
});
