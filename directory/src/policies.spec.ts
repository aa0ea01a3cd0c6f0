import { policyPresetSchema, urgencies, type PolicyPreset } from '@suqiao/contracts';
import fc from 'fast-check';
import { AmbiguousPolicyError, choosePolicy, directory, type PolicyQuestion } from './index';

const general = directory.policyPresets.find(({ name }) => name === 'zaozhuang');
if (general === undefined) throw new Error('the shipped set has no zaozhuang');
const all = { categories: null, channels: null, urgencies: null };
const preset = (name: string, appliesTo: Partial<PolicyPreset['appliesTo']> = {}, rest: Partial<PolicyPreset> = {}): PolicyPreset => ({
  ...general, name, ruleSet: 'test', validFrom: '2020-01-01', appliesTo: { ...all, ...appliesTo }, ...rest,
});
const question = (change: Partial<PolicyQuestion> = {}): PolicyQuestion => ({
  categoryCode: 'financing.loan-refused', parentCategoryCode: 'financing', channel: 'visit', urgency: 'ordinary', at: new Date('2026-11-23T09:00:00+08:00'), ...change,
});
const chosen = (presets: readonly PolicyPreset[], change: Partial<PolicyQuestion> = {}, fallback = 'general') => choosePolicy(presets, question(change), fallback).preset.name;

describe('the shipped presets', () => {
  const ask = fc.record({
    category: fc.constantFrom(null, ...directory.categories),
    channel: fc.constantFrom('hotline-12345', 'hotline-96178', 'visit', 'digital-federation', 'unheard-of'),
    urgency: fc.constantFrom(...urgencies),
    at: fc.date({ min: new Date('2015-01-01'), max: new Date('2035-01-01'), noInvalidDate: true }),
  });

  it('have a name and version of their own', () => {
    expect(new Set(directory.policyPresets.map(({ name, version }) => `${name}@${String(version)}`)).size).toBe(directory.policyPresets.length);
    expect(new Set(directory.policyPresets.map(({ name }) => name)).size).toBe(directory.policyPresets.length);
  });

  it('never fit equally, whichever is the default, and never come from another rule set', () => {
    fc.assert(
      fc.property(ask, fc.constantFrom(...directory.policyPresets), ({ category, channel, urgency, at }, fallback) => {
        const choice = choosePolicy(directory.policyPresets, { categoryCode: category?.code ?? null, parentCategoryCode: category?.parentCode ?? null, channel, urgency, at }, fallback.name);
        expect(choice.preset.ruleSet).toBe(fallback.ruleSet);
        expect(choice.because.zh).not.toBe('');
        expect(choice.because.en).not.toMatch(/null|undefined/);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['shandong-enterprise-2020', { channel: 'visit' }, 'shandong-enterprise-2020'],
    ['shandong-enterprise-2020', { channel: 'hotline-12345' }, 'shandong-hotline-2020'],
    ['shandong-enterprise-2020', { channel: 'hotline-96178' }, 'shandong-96178-2023'],
    ['shandong-enterprise-2020', { channel: 'hotline-96178', at: new Date('2022-12-31T15:59:59Z') }, 'shandong-enterprise-2020'],
    ['shandong-enterprise-2020', { channel: 'hotline-96178', at: new Date('2022-12-31T16:00:00Z') }, 'shandong-96178-2023'],
    ['zaozhuang', { channel: 'hotline-12345' }, 'zaozhuang'],
    ['beijing-2022', { urgency: 'critical' }, 'beijing-2022-critical'],
    ['beijing-2022', { urgency: 'urgent' }, 'beijing-2022-urgent'],
    ['beijing-2022', { urgency: 'ordinary' }, 'beijing-2022'],
    ['demonstration', { urgency: 'critical', channel: 'hotline-12345' }, 'demonstration'],
  ] as const)('with the default %s and %j choose %s', (fallback, change, expected) => {
    expect(chosen(directory.policyPresets, change, fallback)).toBe(expected);
  });

  it.each([
    ['shandong-enterprise-2020', 1, 3, 15, 30], ['shandong-hotline-2020', 1, null, 5, 15], ['shandong-2017', 1, null, 15, 22], ['zaozhuang', 1, 2, 10, 25],
  ])('%s: accept in %i, reply in %p, resolve in %i, extended to %i working days', (name, accept, reply, resolve, extended) => {
    const days = (amount: number) => ({ unit: 'workingDays', amount });
    expect(directory.policyPreset(name)).toMatchObject({ acceptWithin: days(accept), replyWithin: reply === null ? null : days(reply), resolveWithin: days(resolve), extension: { atMost: days(extended) } });
  });
});

describe('choosePolicy', () => {
  const generalOne = preset('general');

  it('takes the one that names most, then the second-level category', () => {
    const first = preset('first', { categories: ['financing'] });
    const second = preset('second', { categories: ['financing.loan-refused'] });
    const two = preset('two', { categories: ['financing'], urgencies: ['urgent', 'critical'] });
    const presets = [generalOne, first, second, two];
    expect(chosen(presets)).toBe('second');
    expect(chosen(presets, { urgency: 'urgent' })).toBe('two');
    expect(chosen(presets, { categoryCode: 'financing.guarantee' })).toBe('first');
    expect(chosen(presets, { categoryCode: 'financing', parentCategoryCode: null })).toBe('first');
    expect(chosen(presets, { categoryCode: null, parentCategoryCode: null })).toBe('general');
    expect(choosePolicy(presets, question({ urgency: 'urgent' }), 'general').because).toEqual({
      zh: '适用于分类 financing、紧急程度紧急；自 2020-01-01 起施行，2026-11-23 有效',
      en: 'made for category financing, urgency urgent; in force since 2020-01-01, also on 2026-11-23',
    });
  });

  it('takes the later of two in force, and none before its first or from its last day on', () => {
    const later = preset('later', {}, { validFrom: '2026-11-23', validTo: '2026-11-25' });
    const at = (text: string) => ({ at: new Date(`${text}+08:00`) });
    expect(chosen([generalOne, later], at('2026-11-22T23:59:59'))).toBe('general');
    expect(chosen([generalOne, later], at('2026-11-23T00:00:00'))).toBe('later');
    expect(chosen([generalOne, later], at('2026-11-24T23:59:59'))).toBe('later');
    expect(chosen([generalOne, later], at('2026-11-25T00:00:00'))).toBe('general');
  });

  it('names both when two fit equally, whatever their order', () => {
    const one = preset('one', { channels: ['visit'] });
    const other = preset('other', { urgencies: ['ordinary'] });
    for (const presets of [[generalOne, one, other], [other, generalOne, one]]) {
      expect(() => chosen(presets)).toThrow(AmbiguousPolicyError);
      expect(() => chosen(presets)).toThrow(/one@1/);
      expect(() => chosen(presets)).toThrow(/other@1/);
    }
    expect(chosen([generalOne, one, other], { urgency: 'urgent' })).toBe('one');
  });

  it('falls back on the default by name, and says when that is out of its dates', () => {
    const narrow = preset('narrow', { channels: ['symposium'] });
    expect(choosePolicy([narrow], question(), 'narrow')).toMatchObject({ preset: { name: 'narrow' }, because: { en: 'no rule is made for such an appeal: the default' } });
    expect(choosePolicy([generalOne], question({ at: new Date('2019-06-01T00:00:00Z') }), 'general').because.en).toMatch(/outside its own dates/);
    expect(() => chosen([narrow], {}, 'none')).toThrow(RangeError);
  });

  it('does not depend on the order of the presets', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...directory.policyPresets], { minLength: directory.policyPresets.length }), fc.constantFrom(...urgencies), fc.constantFrom('visit', 'hotline-12345'), (presets, urgency, channel) => {
        for (const { name } of directory.policyPresets) expect(chosen(presets, { urgency, channel }, name)).toBe(chosen(directory.policyPresets, { urgency, channel }, name));
      }),
    );
  });
});

describe('a preset', () => {
  it.each([
    ['is never in force', { validTo: '2020-01-01' }],
    ['extends in another unit', { extension: { atMost: { unit: 'minutes', amount: 900 }, times: 1 } }],
    ['extends to less', { extension: { atMost: { unit: 'workingDays', amount: 10 }, times: 1 } }],
    ['applies to nothing', { appliesTo: { ...all, channels: [] } }],
  ])('is refused when it %s', (_, change) => {
    expect(policyPresetSchema.safeParse(general).success).toBe(true);
    expect(policyPresetSchema.safeParse({ ...general, ...change }).success).toBe(false);
  });
});
