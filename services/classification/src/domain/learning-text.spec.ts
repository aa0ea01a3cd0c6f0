import fc from 'fast-check';
import { learningTextOf } from './learning-text';

const appeal = { title: '济南某机械公司贷款难', content: '济南某机械公司王经理，电话 13812345678，邮箱 wang@example.cn，银行不给续贷', appellantName: '济南某机械公司', confidential: false };

describe('learningTextOf', () => {
  it('keeps the matter, and neither the appellant nor numbers and addresses', () => {
    const kept = learningTextOf(appeal);
    expect(kept?.content).toContain('银行不给续贷');
    expect(`${kept?.title ?? ''}${kept?.content ?? ''}`).not.toMatch(/机械公司|\d|example/);
  });

  it('keeps nothing of a confidential appeal', () => {
    expect(learningTextOf({ ...appeal, confidential: true })).toBeNull();
  });

  it('keeps no digit and no Latin letter of any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (content) => {
      expect(learningTextOf({ ...appeal, content })?.content).not.toMatch(/[\p{Script=Latin}\p{N}]/u);
    }));
  });
});
