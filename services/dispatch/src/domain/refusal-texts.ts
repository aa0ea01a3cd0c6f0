import type { CaseCommand, CaseState } from '@suqiao/contracts';
import type { Refusal } from '@suqiao/workflows';

const commandNames: Readonly<Record<CaseCommand, string>> = {
  accept: '签收', return: '退回', transfer: '转办', askJoint: '请协办', answerJoint: '协办答复', releaseJoint: '撤协办', answer: '答复',
  requestExtension: '申请延期', requestSuspension: '申请挂起', requestRise: '申请提级', approve: '批准', refuse: '不批准', resume: '恢复办理',
  passAnswer: '答复合格', sendBack: '答复退改', followUp: '回访', close: '办结', reopen: '重办', withdraw: '撤诉', merge: '并案', unmerge: '撤销并案', comment: '备注', setConfidential: '设为保密',
};
const stateNames: Readonly<Record<CaseState, string>> = { dispatched: '已派单', returned: '已退回', accepted: '已签收', suspended: '已挂起', answered: '已答复', closed: '已办结' };

type Texts = Readonly<Record<Exclude<Refusal['rule'], 'state' | 'window' | 'allowance'>, { readonly zh: string; readonly en: string }>>;

const ruleTexts: Texts = {
  federationReturns: { zh: '工商联负责派单，没有可退回的上家，请转办', en: 'A federation dispatches and has nobody to return a case to; transfer it' },
  unitMissing: { zh: '须指明单位', en: 'A unit is to be named' },
  sameUnit: { zh: '已在该单位', en: 'The unit has the case already' },
  levelRises: { zh: '转办不能提级', en: 'A transfer does not raise the level' },
  levelFalls: { zh: '转办不能降级，除非管辖尚未确定', en: 'A transfer does not lower the level, unless the jurisdiction is still open' },
  leadIsJoint: { zh: '主办单位不能兼作协办单位', en: 'The lead unit cannot be a joint unit' },
  jointTwice: { zh: '该单位已在协办', en: 'The unit is a joint unit already' },
  jointUnknown: { zh: '没有等待该单位的协办', en: 'No joint part waits for this unit' },
  jointOpen: { zh: '协办单位尚未全部答复，主办单位汇总后方可答复', en: 'Joint units have not answered yet; the lead answers when it has merged their answers' },
  requestPending: { zh: '已有一项申请等待上级审批', en: 'A request already waits for the level above' },
  noRequest: { zh: '没有等待审批的申请', en: 'No request waits for approval' },
  topLevel: { zh: '已在省级，不能再提级', en: 'The case is at the province and cannot rise further' },
  checkPending: { zh: '答复尚未审核合格', en: 'The answer has not passed its check' },
  notUnderCheck: { zh: '答复已审核合格', en: 'The answer has passed its check' },
  outcome: { zh: '已并案或撤诉，不能这样办理', en: 'The case was merged or withdrawn' },
  notMerged: { zh: '没有并案，无可撤销', en: 'The case was not merged' },
  intoItself: { zh: '不能并入自身', en: 'A case is not merged into itself' },
  intoLater: { zh: '并案须并入先受理的一件', en: 'A case is merged into one that was received before it' },
  targetClosed: { zh: '要并入的诉求已办结', en: 'The case to merge into is closed' },
};

/** A refusal in words: the command by name, the state it met, and what would be allowed. */
export function refusalTexts({ command, state, allowed, rule, limit }: Refusal): { readonly 'zh-CN': string; readonly en: string } {
  const may = allowed.length === 0 ? { zh: '已没有可办理的步骤', en: 'nothing more is allowed' } : { zh: `可以：${allowed.map((name) => commandNames[name]).join('、')}`, en: `allowed: ${allowed.join(', ')}` };
  const plain = { zh: `诉求${stateNames[state]}，不能${commandNames[command]}`, en: `${command} is refused in state ${state}` };
  const why = rule === 'state' ? plain : rule === 'window' || rule === 'allowance' ? (limit ?? plain) : ruleTexts[rule];
  return { 'zh-CN': `${why.zh}；${may.zh}`, en: `${why.en}; ${may.en}` };
}
