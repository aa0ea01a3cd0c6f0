import type { IssueState, Language } from '@suqiao/contracts';
import type { IssueAsk, IssueRefusal, IssueRefusalRule } from '@suqiao/workflows/domain';

type Text = Readonly<Record<Language, string>>;

/** An issue's states as people read them. */
export const issueStateNames: Readonly<Record<IssueState, Text>> = {
  candidate: { 'zh-CN': '待确认', en: 'a candidate' }, confirmed: { 'zh-CN': '已确认', en: 'confirmed' }, studying: { 'zh-CN': '研究中', en: 'being studied' },
  proposed: { 'zh-CN': '已提建议', en: 'proposed for' }, consulting: { 'zh-CN': '会商中', en: 'under consultation' }, measured: { 'zh-CN': '措施已定', en: 'given a measure' },
  watching: { 'zh-CN': '成效跟踪中', en: 'being watched' }, closed: { 'zh-CN': '已办结', en: 'closed' }, dismissed: { 'zh-CN': '不成立', en: 'dismissed' }, joined: { 'zh-CN': '已并入其他问题', en: 'joined into another' },
};

const commandNames: Readonly<Record<IssueAsk, Text>> = {
  confirm: { 'zh-CN': '确认', en: 'confirm' }, dismiss: { 'zh-CN': '认定不成立', en: 'dismiss' }, revive: { 'zh-CN': '恢复', en: 'revive' }, rename: { 'zh-CN': '改名', en: 'rename' },
  join: { 'zh-CN': '并入', en: 'join' }, joinInto: { 'zh-CN': '并入其他问题', en: 'join into another' }, split: { 'zh-CN': '拆分', en: 'split' }, move: { 'zh-CN': '移动诉求', en: 'move appeals' },
  undo: { 'zh-CN': '撤销更正', en: 'undo a correction' }, nameLead: { 'zh-CN': '定牵头单位', en: 'name a lead unit' }, propose: { 'zh-CN': '提出建议', en: 'propose' },
  callConsultation: { 'zh-CN': '召集会商', en: 'call a consultation' }, adoptMeasure: { 'zh-CN': '确定措施', en: 'adopt a measure' }, studyAgain: { 'zh-CN': '再研究', en: 'study again' },
  close: { 'zh-CN': '办结', en: 'close' }, reopen: { 'zh-CN': '重启', en: 'reopen' }, extend: { 'zh-CN': '延期', en: 'extend' }, comment: { 'zh-CN': '备注', en: 'comment' }, recount: { 'zh-CN': '重算期限', en: 'recount' },
};

const ruleTexts: Readonly<Record<Exclude<IssueRefusalRule, 'state'>, Text>> = {
  onlyByUndo: { 'zh-CN': '已并入其他问题，请在那个问题上撤销并入', en: 'It was joined into another: undo the join there' },
  intoItself: { 'zh-CN': '不能并入自身', en: 'An issue cannot join itself' },
  notGrouped: { 'zh-CN': '所选诉求不都在该问题中', en: 'Not all of these appeals are in the issue' },
  contradicts: { 'zh-CN': '与先前的更正相矛盾，请先撤销先前的更正', en: 'It contradicts an earlier correction: undo that one first' },
  nothingLeft: { 'zh-CN': '该问题须至少留下一件诉求', en: 'At least one appeal must stay in the issue' },
  rested: { 'zh-CN': '其后又有更正，请先撤销较新的更正', en: 'A later correction rests on it: undo that one first' },
  notFound: { 'zh-CN': '没有这项更正，或已撤销', en: 'There is no such correction, or it is undone' },
};

/** Why a command was refused, with the state it met and what may be done instead. */
export function issueRefusalText({ command, state, allowed, rule }: IssueRefusal): Text {
  if (rule !== 'state') return ruleTexts[rule];
  const named = (language: Language, joint: string) => allowed.map((one) => commandNames[one][language]).join(joint);
  return {
    'zh-CN': `该共性问题${issueStateNames[state]['zh-CN']}，不能${commandNames[command]['zh-CN']}；${allowed.length === 0 ? '已无可办理的事项' : `现在可以：${named('zh-CN', '、')}`}`,
    en: `The common issue is ${issueStateNames[state].en}: "${commandNames[command].en}" is refused; ${allowed.length === 0 ? 'nothing more can be done' : `possible now: ${named('en', ', ')}`}`,
  };
}
