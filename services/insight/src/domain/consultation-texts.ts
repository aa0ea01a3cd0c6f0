import type { ConsultationCommand, ConsultationState, Language } from '@suqiao/contracts';
import type { ConsultationRefusal, ConsultationRule } from './consultation';

type Text = Readonly<Record<Language, string>>;

const stateNames: Readonly<Record<ConsultationState, Text>> = {
  called: { 'zh-CN': '已召集、尚未召开', en: 'called and not held yet' }, held: { 'zh-CN': '已召开', en: 'held' }, closed: { 'zh-CN': '已办结', en: 'closed' }, cancelled: { 'zh-CN': '已取消', en: 'cancelled' },
};
const commandNames: Readonly<Record<ConsultationCommand, Text>> = {
  change: { 'zh-CN': '更改安排', en: 'change' }, hold: { 'zh-CN': '记录召开情况', en: 'record the meeting' }, finishTask: { 'zh-CN': '办结任务', en: 'finish a task' }, returnTask: { 'zh-CN': '退回任务', en: 'return a task' },
  close: { 'zh-CN': '办结', en: 'close' }, cancel: { 'zh-CN': '取消', en: 'cancel' },
};
const ruleTexts: Readonly<Record<Exclude<ConsultationRule, 'state'>, Text>> = {
  taskUnknown: { 'zh-CN': '会商没有这项任务', en: 'The consultation has no such task' },
  taskDone: { 'zh-CN': '该任务已办结', en: 'The task is done already' },
  taskOpen: { 'zh-CN': '该任务尚未办结，不能退回', en: 'The task is not done: there is nothing to return' },
  tasksOpen: { 'zh-CN': '还有任务没有办结', en: 'There are tasks that are not done' },
};

/** Why a command was refused, with the state it met and what may be done instead. */
export function consultationRefusalText({ command, state, allowed, rule }: ConsultationRefusal): Text {
  if (rule !== 'state') return ruleTexts[rule];
  const named = (language: Language, joint: string) => allowed.map((one) => commandNames[one][language]).join(joint);
  return {
    'zh-CN': `会商${stateNames[state]['zh-CN']}，不能${commandNames[command]['zh-CN']}；${allowed.length === 0 ? '已无可办理的事项' : `现在可以：${named('zh-CN', '、')}`}`,
    en: `The consultation is ${stateNames[state].en}: "${commandNames[command].en}" is refused; ${allowed.length === 0 ? 'nothing more can be done' : `possible now: ${named('en', ', ')}`}`,
  };
}
