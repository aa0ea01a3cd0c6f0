import type { Language, ReportState } from '@suqiao/contracts';
import type { ReportAsk, ReportRefusal, ReportRefusalRule } from '@suqiao/workflows/domain';

type Text = Readonly<Record<Language, string>>;

/** A report's states as people read them. */
export const reportStateNames: Readonly<Record<ReportState, Text>> = {
  drafting: { 'zh-CN': '正在取数起草', en: 'being drafted' }, draft: { 'zh-CN': '为草稿', en: 'a draft' }, submitted: { 'zh-CN': '已送审', en: 'submitted' }, sentBack: { 'zh-CN': '已退改', en: 'sent back' }, approved: { 'zh-CN': '已签批', en: 'approved' },
  frozen: { 'zh-CN': '已编号定稿', en: 'frozen' }, sent: { 'zh-CN': '已报送', en: 'sent' }, received: { 'zh-CN': '已有回执', en: 'received' }, concluded: { 'zh-CN': '所列问题已全部办结', en: 'concluded' }, abandoned: { 'zh-CN': '已作废', en: 'abandoned' },
};

const commandNames: Readonly<Record<ReportAsk, Text>> = {
  finishDrawing: { 'zh-CN': '完成取数', en: 'finish drawing' }, redraft: { 'zh-CN': '重新取数', en: 'draw figures anew' }, submit: { 'zh-CN': '送审', en: 'submit' }, approve: { 'zh-CN': '同意', en: 'approve' }, sendBack: { 'zh-CN': '退改', en: 'send back' },
  freeze: { 'zh-CN': '编号定稿', en: 'freeze' }, send: { 'zh-CN': '报送', en: 'send' }, recordReceipt: { 'zh-CN': '登记回执', en: 'record the receipt' }, recordInstruction: { 'zh-CN': '登记批示', en: 'record an instruction' },
  addProblem: { 'zh-CN': '增加问题', en: 'add a problem' }, changeProblem: { 'zh-CN': '修改问题', en: 'change a problem' }, removeProblem: { 'zh-CN': '移除问题', en: 'remove a problem' }, followProblem: { 'zh-CN': '跟踪问题', en: 'follow a problem' },
  comment: { 'zh-CN': '备注', en: 'comment' }, abandon: { 'zh-CN': '作废', en: 'abandon' },
};

const ruleTexts: Readonly<Record<Exclude<ReportRefusalRule, 'state'>, Text>> = {
  samePerson: { 'zh-CN': '送审人不得审签，每步须由不同的人办理', en: 'Nobody signs what they submitted, or twice' },
  problemUnknown: { 'zh-CN': '报告中没有这个问题', en: 'The report has no such problem' },
  problemTwice: { 'zh-CN': '该共性问题已列入报告', en: 'The report has this common issue already' },
  tooManyProblems: { 'zh-CN': '一份报告至多列 100 个问题', en: 'A report lists at most 100 problems' },
  figureMissing: { 'zh-CN': '正文引用了取数中没有的数字，请先修改正文', en: 'The text names figures that were not drawn: correct it first' },
};

/** Why a command was refused, with the state it met and what may be done instead. */
export function reportRefusalText({ command, state, allowed, rule }: ReportRefusal): Text {
  if (rule !== 'state') return ruleTexts[rule];
  const named = (language: Language, joint: string) => allowed.map((one) => commandNames[one][language]).join(joint);
  return {
    'zh-CN': `该报告${reportStateNames[state]['zh-CN']}，不能${commandNames[command]['zh-CN']}；现在可以：${named('zh-CN', '、')}`,
    en: `The report is ${reportStateNames[state].en}: "${commandNames[command].en}" is refused; possible now: ${named('en', ', ')}`,
  };
}
