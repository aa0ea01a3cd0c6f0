import type { CaseCommand, CaseState } from '@suqiao/contracts';
import type { Refusal } from '@suqiao/workflows';

const commandNames: Readonly<Record<CaseCommand, string>> = { accept: '签收', return: '退回', transfer: '转办', answer: '答复', close: '办结' };
const stateNames: Readonly<Record<CaseState, string>> = { dispatched: '已派单', returned: '已退回', accepted: '已签收', answered: '已答复', closed: '已办结' };

/** A refusal in words: the command by name, the state it met, and what would be allowed. */
export function refusalTexts(refusal: Refusal): { readonly 'zh-CN': string; readonly en: string } {
  const { command, state, allowed, rule } = refusal;
  const may = allowed.length === 0 ? { zh: '已没有可办理的步骤', en: 'nothing more is allowed' } : { zh: `可以：${allowed.map((name) => commandNames[name]).join('、')}`, en: `allowed: ${allowed.join(', ')}` };
  const why: Readonly<Record<Refusal['rule'], { zh: string; en: string }>> = {
    state: { zh: `诉求${stateNames[state]}，不能${commandNames[command]}`, en: `${command} is refused in state ${state}` },
    federationReturns: { zh: '工商联负责派单，没有可退回的上家，请转办', en: 'A federation dispatches and has nobody to return a case to; transfer it' },
    unitMissing: { zh: '转办须指明单位', en: 'A transfer names its unit' },
    sameUnit: { zh: '已在该单位', en: 'The unit has the case already' },
    levelRises: { zh: '转办不能提级', en: 'A transfer does not raise the level' },
    levelFalls: { zh: '转办不能降级，除非管辖尚未确定', en: 'A transfer does not lower the level, unless the jurisdiction is still open' },
  };
  return { 'zh-CN': `${why[rule].zh}；${may.zh}`, en: `${why[rule].en}; ${may.en}` };
}
