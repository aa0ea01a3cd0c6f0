import fc from 'fast-check';
import { judgeUrgency, urgencyRules } from './urgency';

describe('judgeUrgency', () => {
  it.each([
    ['厂区发生火灾，有人员伤亡', 'critical'],
    ['有毒气体可能泄漏', 'critical'],
    ['银行抽贷', 'urgent'],
    ['停电，已有人员伤亡', 'critical'],
    ['想了解人才政策', 'ordinary'],
  ])('%s', (text, urgency) => {
    expect(judgeUrgency(text).value).toBe(urgency);
  });

  it('names the words that decided', () => {
    expect(judgeUrgency('停电两天，订单取消').reason.zh).toMatch(/停电.*订单取消|订单取消.*停电/);
  });

  it('never falls when a text grows', () => {
    const order = ['ordinary', 'urgent', 'critical'];
    const words = [...urgencyRules.critical, ...urgencyRules.urgent, '贷款', '，'].map((word) => word.replace('&', ''));
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 5 }), fc.array(fc.constantFrom(...words), { maxLength: 5 }), (first, more) => {
        const [before, after] = [judgeUrgency(first.join('，')), judgeUrgency([...first, ...more].join('，'))];
        expect(order.indexOf(after.value)).toBeGreaterThanOrEqual(order.indexOf(before.value));
      }),
    );
  });
});
