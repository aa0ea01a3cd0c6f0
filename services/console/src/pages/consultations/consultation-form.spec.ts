import type { Consultation } from '@suqiao/contracts';
import { consultationBodyFrom, filledFrom } from './consultation-form';

const blank = filledFrom(null);

it('sends what the contract asks for, on Shanghai\'s clock, and shows what there is the same way', () => {
  const plan = { ...blank, title: '会商', day: '2026-12-01', time: '09:30', place: '会议室', unitIds: ['370000-federation'], others: '某商会\n\n', topics: '用电收费' };
  const result = consultationBodyFrom('call', plan);
  expect(result).toEqual({ ok: true, body: { title: '会商', at: '2026-12-01T01:30:00.000Z', place: '会议室', unitIds: ['370000-federation'], others: ['某商会'], issueIds: [], topics: ['用电收费'] } });
  const shown = filledFrom({ title: '会商', at: '2026-12-01T01:30:00.000Z', place: '会议室', units: [{ unitId: '370000-federation' }], others: ['某商会'], agenda: [{ issueId: null, title: '用电收费' }] } as unknown as Consultation);
  expect(consultationBodyFrom('change', shown)).toEqual(result);
});

it('names each field that is missing, a task\'s too', () => {
  const faultsOf = (...asked: Parameters<typeof consultationBodyFrom>) => {
    const result = consultationBodyFrom(...asked);
    return result.ok ? [] : result.faults;
  };
  expect(faultsOf('call', blank)).toEqual(['title', 'day', 'place', 'unitIds']);
  expect(faultsOf('hold', { ...blank, tasks: [{ text: '拿出方案', unitId: '370000-federation', days: '5' }, { text: '', unitId: '', days: '' }] })).toEqual(['minutes', 'tasks.1.text', 'tasks.1.unitId', 'tasks.1.days']);
  expect(faultsOf('finishTask', { ...blank, taskId: '019ac000-0000-4000-8000-000000000001' })).toEqual(['said']);
  expect(faultsOf('close', blank)).toEqual([]);
});
