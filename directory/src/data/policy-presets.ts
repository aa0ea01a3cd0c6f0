import type { Duration, Name, PolicyPreset } from '@suqiao/contracts';

const workingDays = (amount: number): Duration => ({ unit: 'workingDays', amount });
const officeHours = (amount: number): Duration => ({ unit: 'officeHours', amount });
const minutes = (amount: number): Duration => ({ unit: 'minutes', amount });
const seconds = (amount: number): Duration => ({ unit: 'seconds', amount });

const everything: PolicyPreset['appliesTo'] = { categories: null, channels: null, urgencies: null };

/**
 * Deployment's choice, in no document that we know of: what the sources leave open, where several presets share it. A rising
 * case gets its full time anew at each level (see each preset).
 */
const chosen = {
  version: 1, validTo: null, appliesTo: everything, replyWithin: null, dueSoonBefore: workingDays(1), closeWithin: workingDays(5), returnWithin: workingDays(2),
  suspension: { atMost: workingDays(30), times: 1 }, jointWithin: workingDays(5), redoWithin: workingDays(5), redoAtMost: 2,
  reopenWithin: workingDays(10), qualityCheck: 'optional',
} as const;

/** A source in both languages, ending with what it does not say, so that nobody takes a deployment's choice for the document's. */
function source(document: Name, leftOpen: Name): Name {
  return {
    zh: `${document.zh}。文件未给出、由部署选择：${leftOpen.zh}，黄灯（另有说明者除外）、提级、协办、挂起、重办、办结、质检的期限与次数`,
    en: `${document.en}. Not in the document, the deployment's choice: ${leftOpen.en}; yellow light (unless stated), escalation, joint units, suspension, redo, closure and quality check`,
  };
}

const shandong: readonly PolicyPreset[] = [
  {
    ...chosen, name: 'shandong-enterprise-2020', ruleSet: 'shandong', validFrom: '2020-01-01', acceptWithin: workingDays(1), replyWithin: workingDays(3), resolveWithin: workingDays(15),
    // Source: at most 30 in all. How often: deployment's choice.
    extension: { atMost: workingDays(30), times: 1 },
    escalatedWithin: { city: workingDays(15), province: workingDays(15) },
    title: { zh: '山东企业诉求办理（2020）', en: 'Shandong enterprise appeals (2020)' },
    source: source(
      { zh: '山东省企业诉求“接诉即办”规则 2020：1 个工作日签收，3 个工作日回复，15 个工作日办结，延期后最长 30 个工作日；超期先催办、后督办', en: 'Shandong rule for enterprise appeals 2020: accept in 1, reply in 3, resolve in 15 working days, extended to at most 30; overdue means a reminder, then supervision' },
      { zh: '延期次数、退回期限', en: 'how often to extend, when to return' },
    ),
  },
  {
    ...chosen, name: 'shandong-96178-2023', ruleSet: 'shandong', validFrom: '2023-01-01', appliesTo: { ...everything, channels: ['hotline-96178'] },
    acceptWithin: officeHours(2), replyWithin: workingDays(1), resolveWithin: workingDays(15),
    // The source names no extension: none until the deployment allows one.
    extension: null,
    escalatedWithin: { city: workingDays(10), province: workingDays(10) },
    title: { zh: '山东 96178 热线（2023）', en: 'Shandong 96178 line (2023)' },
    source: source(
      { zh: '96178 企业诉求热线 2023：2 小时联系（此处作为签收，按上班时间计），1 个工作日给出意见（此处作为首次回复），15 个工作日办结', en: '96178 line 2023: contact in 2 hours (here: acceptance, in office hours), opinion in 1 (here: the first reply), resolve in 15 working days' },
      { zh: '延期（暂不允许）、退回期限', en: 'extension (none for now), when to return' },
    ),
  },
  {
    ...chosen, name: 'shandong-hotline-2020', ruleSet: 'shandong', validFrom: '2020-01-01', appliesTo: { ...everything, channels: ['hotline-12345'] },
    acceptWithin: workingDays(1), resolveWithin: workingDays(5),
    // Source: 5 and at most 10 more; a wrong unit returns within 2, with its reason.
    extension: { atMost: workingDays(15), times: 1 }, returnWithin: workingDays(2),
    // Deployment's choice: a rule of 5 days leaves a joint unit and a redo less than the others do.
    jointWithin: workingDays(3), redoWithin: workingDays(3),
    escalatedWithin: { city: workingDays(5), province: workingDays(5) },
    title: { zh: '山东 12345 热线（2020）', en: 'Shandong 12345 hotline (2020)' },
    source: source(
      { zh: '山东省政务服务热线 2020：5 个工作日办结，最多再延 10 个工作日；承办单位有误的，2 个工作日内说明理由退回', en: 'Shandong government hotline 2020: 5 working days, at most 10 more; a wrong unit returns within 2, with its reason' },
      { zh: '签收期限、延期次数', en: 'when to accept, how often to extend' },
    ),
  },
  {
    // Another document for the same appeals, hence a rule set of its own. Source: 15 and 7 more, yellow 1 day before.
    ...chosen, name: 'shandong-2017', ruleSet: 'shandong-2017', validFrom: '2017-01-01', acceptWithin: workingDays(1), resolveWithin: workingDays(15),
    extension: { atMost: workingDays(22), times: 1 }, dueSoonBefore: workingDays(1),
    // Source: a supervision order if still dissatisfied after a redo, so that there is one redo.
    redoAtMost: 1,
    escalatedWithin: { city: workingDays(7), province: workingDays(7) },
    title: { zh: '山东（2017）', en: 'Shandong (2017)' },
    source: source(
      { zh: '山东省热线办理规则 2017：15 个工作日，可延 7 个；到期前 1 个工作日亮黄灯，超期首日亮红灯；超期、不满意或重办后仍不满意的，下督办单', en: 'Shandong rule 2017: 15 working days and 7 more; yellow 1 day before, red on the first day over; a supervision order if overdue, dissatisfied, or still dissatisfied after a redo' },
      { zh: '签收与退回期限、延期次数', en: 'when to accept and to return, how often to extend' },
    ),
  },
];

const zaozhuang: PolicyPreset = {
  ...chosen, name: 'zaozhuang', ruleSet: 'zaozhuang', validFrom: '2020-01-01', acceptWithin: workingDays(1), replyWithin: workingDays(2), resolveWithin: workingDays(10),
  // Source: at most 25 in all. How often: deployment's choice.
  extension: { atMost: workingDays(25), times: 1 },
  escalatedWithin: { city: workingDays(10), province: workingDays(10) },
  title: { zh: '枣庄', en: 'Zaozhuang' },
  source: source(
    { zh: '枣庄市企业诉求办理：1 个工作日签收、2 个工作日联系（此处作为首次回复）、10 个工作日办结，延期后最长 25 个工作日', en: 'Zaozhuang: accept in 1, contact in 2 (here: the first reply), resolve in 10 working days, extended to at most 25' },
    { zh: '起始日期、延期次数、退回期限', en: 'its first day, how often to extend, when to return' },
  ),
};

/**
 * Beijing gives 1, 2 or 24 hours by urgency. We take them for the time to accept, and as hours of the clock: its hotline
 * never closes, and 24 office hours would be more than three days.
 */
function beijing(hours: 1 | 2 | 24, urgency: { readonly suffix: '' | '-urgent' | '-critical'; readonly zh: string; readonly en: string } & Pick<PolicyPreset, 'appliesTo'>): PolicyPreset {
  return {
    ...chosen, name: `beijing-2022${urgency.suffix}`, version: urgency.suffix === '' ? 2 : 1, ruleSet: 'beijing', validFrom: '2022-01-01', appliesTo: urgency.appliesTo,
    acceptWithin: minutes(hours * 60), resolveWithin: workingDays(7), extension: null,
    escalatedWithin: { city: workingDays(7), province: workingDays(7) },
    title: { zh: `北京“接诉即办”（DB11/T 2021—2022），${urgency.zh}`, en: `Beijing, DB11/T 2021–2022, ${urgency.en}` },
    source: source(
      { zh: `北京市地方标准 DB11/T（2021—2022）：按紧急程度 1 小时、2 小时、24 小时内派单；此项取 ${String(hours)} 小时作为签收期限`, en: `Beijing standard DB11/T (2021–2022): dispatch within 1, 2 or 24 hours by urgency; here ${String(hours)} h to accept` },
      { zh: '办结期限（7 个工作日为占位，部署时须核定）、延期（暂不允许）、退回期限', en: 'the time to resolve (7 working days are a placeholder to be settled), extension (none for now), when to return' },
    ),
  };
}

const demonstrationSource: Name = { zh: '本项目为演示而设，不是任何文件的规定', en: 'Made for demonstration; no document says so' };
const testSource: Name = { zh: '本项目为测试而设，不是任何文件的规定', en: 'Made for tests; no document says so' };

/** Time rules seen in practice, and two for demonstration and tests. A deployment chooses a rule set and edits it as data. */
export const policyPresets: readonly PolicyPreset[] = [
  ...shandong,
  zaozhuang,
  beijing(24, { suffix: '', zh: '一般', en: 'ordinary', appliesTo: everything }),
  beijing(2, { suffix: '-urgent', zh: '紧急', en: 'urgent', appliesTo: { ...everything, urgencies: ['urgent'] } }),
  beijing(1, { suffix: '-critical', zh: '特急', en: 'critical', appliesTo: { ...everything, urgencies: ['critical'] } }),
  {
    name: 'demonstration', version: 1, ruleSet: 'demonstration', validFrom: '2026-01-01', validTo: null, appliesTo: everything,
    acceptWithin: minutes(2), replyWithin: minutes(3), resolveWithin: minutes(6), dueSoonBefore: minutes(2), escalatedWithin: { city: minutes(5), province: minutes(5) }, closeWithin: minutes(10),
    returnWithin: minutes(2), extension: { atMost: minutes(18), times: 2 }, suspension: { atMost: minutes(10), times: 2 }, jointWithin: minutes(3),
    redoWithin: minutes(4), redoAtMost: 2, reopenWithin: minutes(30), qualityCheck: 'optional',
    title: { zh: '演示（分钟）', en: 'Demonstration (minutes)' }, source: demonstrationSource,
  },
  {
    name: 'seconds', version: 1, ruleSet: 'seconds', validFrom: '2026-01-01', validTo: null, appliesTo: everything,
    acceptWithin: seconds(2), replyWithin: null, resolveWithin: seconds(6), dueSoonBefore: seconds(2), escalatedWithin: { city: seconds(4), province: seconds(4) }, closeWithin: seconds(5),
    returnWithin: seconds(4), extension: { atMost: seconds(18), times: 2 }, suspension: { atMost: seconds(10), times: 2 }, jointWithin: seconds(3),
    redoWithin: seconds(4), redoAtMost: 2, reopenWithin: seconds(30), qualityCheck: 'optional',
    title: { zh: '测试（秒）', en: 'Tests (seconds)' }, source: testSource,
  },
];
