import type { Duration, PolicyPreset } from '@suqiao/contracts';

const workingDays = (amount: number): Duration => ({ unit: 'workingDays', amount });
const minutes = (amount: number): Duration => ({ unit: 'minutes', amount });
const seconds = (amount: number): Duration => ({ unit: 'seconds', amount });

/** What the documents leave open, where several presets share it: a rising case gets its full time anew at each level. */
const defaults = { version: 1, dueSoonBefore: workingDays(1), closeWithin: workingDays(5) } as const;

/** Time rules seen in practice, and two for demonstration and tests. A deployment chooses one and edits it as data. */
export const policyPresets: readonly PolicyPreset[] = [
  {
    ...defaults, name: 'shandong-enterprise-2020', validFrom: '2020-01-01', acceptWithin: workingDays(1), resolveWithin: workingDays(15),
    escalatedWithin: { city: workingDays(15), province: workingDays(15) },
    title: { zh: '山东企业诉求办理（2020）', en: 'Shandong enterprise appeals (2020)' },
    source: { zh: '山东省企业诉求“接诉即办”规则 2020：1 个工作日签收，15 个工作日办结', en: 'Shandong rule for enterprise appeals 2020: accept in 1, resolve in 15 working days' },
  },
  {
    ...defaults, name: 'shandong-96178-2023', validFrom: '2023-01-01', acceptWithin: { unit: 'officeHours', amount: 2 }, resolveWithin: workingDays(15),
    escalatedWithin: { city: workingDays(10), province: workingDays(10) },
    title: { zh: '山东 96178 热线（2023）', en: 'Shandong 96178 line (2023)' },
    source: { zh: '96178 企业诉求热线 2023：2 小时联系，1 个工作日给出意见，15 个工作日办结', en: '96178 line 2023: contact in 2 hours, opinion in 1, resolve in 15 working days' },
  },
  {
    ...defaults, name: 'shandong-hotline-2020', validFrom: '2020-01-01', acceptWithin: workingDays(1), resolveWithin: workingDays(5),
    escalatedWithin: { city: workingDays(5), province: workingDays(5) },
    title: { zh: '山东 12345 热线（2020）', en: 'Shandong 12345 hotline (2020)' },
    source: { zh: '山东省政务服务热线 2020：5 个工作日办结', en: 'Shandong government hotline 2020: 5 working days' },
  },
  {
    ...defaults, name: 'shandong-2017', validFrom: '2017-01-01', acceptWithin: workingDays(1), resolveWithin: workingDays(15),
    escalatedWithin: { city: workingDays(7), province: workingDays(7) },
    title: { zh: '山东（2017）', en: 'Shandong (2017)' },
    source: { zh: '山东省热线办理规则 2017：15 个工作日，可延 7 个；到期前 1 个工作日亮黄灯，超期首日亮红灯', en: 'Shandong rule 2017: 15 working days and 7 more; yellow 1 day before, red on the first day over' },
  },
  {
    ...defaults, name: 'zaozhuang', validFrom: '2020-01-01', acceptWithin: workingDays(1), resolveWithin: workingDays(10),
    escalatedWithin: { city: workingDays(10), province: workingDays(10) },
    title: { zh: '枣庄', en: 'Zaozhuang' },
    source: { zh: '枣庄市企业诉求办理：1 个工作日签收、2 个工作日联系、10 个工作日办结', en: 'Zaozhuang: accept in 1, contact in 2, resolve in 10 working days' },
  },
  {
    ...defaults, name: 'beijing-2022', validFrom: '2022-01-01', acceptWithin: { unit: 'officeHours', amount: 2 }, resolveWithin: workingDays(7),
    escalatedWithin: { city: workingDays(7), province: workingDays(7) },
    title: { zh: '北京“接诉即办”（DB11/T 2021—2022）', en: 'Beijing, DB11/T 2021–2022' },
    source: {
      zh: '北京市地方标准 DB11/T（2021—2022）：按紧急程度 1 小时、2 小时、24 小时内派单，此处取 2 小时签收；标准未给出的办结与提级期限暂按 7 个工作日，部署时须核定',
      en: 'Beijing standard DB11/T (2021–2022): dispatch within 1, 2 or 24 hours by urgency, here 2 hours to accept; it gives no time to resolve that we know of, 7 working days are a placeholder to be settled by the deployment',
    },
  },
  {
    name: 'demonstration', version: 1, validFrom: '2026-01-01', acceptWithin: minutes(2), resolveWithin: minutes(6), dueSoonBefore: minutes(2),
    escalatedWithin: { city: minutes(5), province: minutes(5) }, closeWithin: minutes(10),
    title: { zh: '演示（分钟）', en: 'Demonstration (minutes)' },
    source: { zh: '本项目为演示而设，不是任何文件的规定', en: 'Made for demonstration; no document says so' },
  },
  {
    name: 'seconds', version: 1, validFrom: '2026-01-01', acceptWithin: seconds(2), resolveWithin: seconds(6), dueSoonBefore: seconds(2),
    escalatedWithin: { city: seconds(4), province: seconds(4) }, closeWithin: seconds(5),
    title: { zh: '测试（秒）', en: 'Tests (seconds)' },
    source: { zh: '本项目为测试而设，不是任何文件的规定', en: 'Made for tests; no document says so' },
  },
];
