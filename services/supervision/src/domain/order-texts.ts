import type { Language, OrderCommand, OrderState, OrderTransitionType } from '@suqiao/contracts';
import type { OrderRefusal } from './supervision-order';

type Text = Readonly<Record<Language, string>>;

/** An order's states as people read them. */
export const orderStateNames: Readonly<Record<OrderState, Text>> = {
  issued: { 'zh-CN': '已下发', en: 'issued' },
  received: { 'zh-CN': '已签收', en: 'received' },
  answered: { 'zh-CN': '已反馈', en: 'answered' },
  closed: { 'zh-CN': '已办结', en: 'closed' },
  revoked: { 'zh-CN': '已撤销', en: 'revoked' },
};

/** The lines of an order's history as people read them. */
export const orderTransitionNames: Readonly<Record<OrderTransitionType, Text>> = {
  issued: { 'zh-CN': '下发', en: 'issued' },
  received: { 'zh-CN': '签收', en: 'received' },
  feedbackGiven: { 'zh-CN': '反馈', en: 'feedback given' },
  recalculated: { 'zh-CN': '重算期限', en: 'due date recalculated' },
  feedbackReturned: { 'zh-CN': '退回反馈', en: 'feedback returned' },
  closed: { 'zh-CN': '办结', en: 'closed' },
  overdue: { 'zh-CN': '超期', en: 'overdue' },
  revoked: { 'zh-CN': '撤销', en: 'revoked' },
};

const commandNames: Readonly<Record<OrderCommand, Text>> = {
  receive: { 'zh-CN': '签收', en: 'receive' },
  feedback: { 'zh-CN': '反馈', en: 'give feedback' },
  returnFeedback: { 'zh-CN': '退回反馈', en: 'return the feedback' },
  close: { 'zh-CN': '办结', en: 'close' },
  revoke: { 'zh-CN': '撤销', en: 'revoke' },
};

/** Why a command was refused, with the state it met and what may be done instead. */
export function orderRefusalText({ command, state, allowed }: OrderRefusal): Text {
  const named = (language: Language, joint: string) => allowed.map((one) => commandNames[one][language]).join(joint);
  return {
    'zh-CN': `督办单${orderStateNames[state]['zh-CN']}，不能${commandNames[command]['zh-CN']}；${allowed.length === 0 ? '已无可办理的事项' : `现在可以：${named('zh-CN', '、')}`}`,
    en: `The order is ${orderStateNames[state].en}: "${commandNames[command].en}" is refused; ${allowed.length === 0 ? 'nothing more can be done' : `possible now: ${named('en', ', ')}`}`,
  };
}
