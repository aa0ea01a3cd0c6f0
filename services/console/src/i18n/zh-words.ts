/** The vocabulary of the contracts in Chinese: one word for each value, the same on every page. */
export const zhWords = {
  role: { unitHandler: '承办人', unitHead: '单位负责人', supervisor: '督办员', analyst: '分析员', administrator: '管理员' },
  level: { county: '县级', city: '市级', province: '省级' },
  state: { dispatched: '待签收', returned: '已退回', accepted: '办理中', suspended: '已挂起', answered: '已答复', closed: '已办结' },
  light: { green: '正常', yellow: '黄灯', red: '红灯', off: '不计时' },
  urgency: { ordinary: '一般', urgent: '紧急', critical: '特急' },
  command: {
    accept: '签收', return: '退回', transfer: '转办', askJoint: '请协办', answerJoint: '协办答复', releaseJoint: '撤协办', answer: '答复',
    requestExtension: '申请延期', requestSuspension: '申请挂起', requestRise: '申请提级', approve: '批准', refuse: '不批准', resume: '恢复办理',
    passAnswer: '答复合格', sendBack: '答复退改', followUp: '回访', close: '办结', reopen: '重办', withdraw: '撤诉', merge: '并案', unmerge: '撤销并案', comment: '备注', setConfidential: '保密设置',
  },
  transition: {
    dispatched: '派单', accepted: '签收', returned: '退回', transferred: '转办', jointAsked: '请协办', jointAnswered: '协办答复', jointReleased: '撤协办', interimAnswered: '阶段性答复', answered: '答复', closed: '办结',
    extensionRequested: '申请延期', extended: '批准延期', suspensionRequested: '申请挂起', suspended: '批准挂起', resumed: '恢复办理', riseRequested: '申请提级', requestRefused: '申请未批准',
    answerPassed: '答复合格', sentBack: '答复退改', followedUp: '回访', redoStarted: '不满意，重办', reopened: '办结后重办', withdrawn: '撤诉', merged: '并案', unmerged: '撤销并案', duplicateMerged: '并入一件', duplicateUnmerged: '分出一件', commented: '备注', confidentialSet: '保密设置',
    acceptanceOverdue: '签收超时', replyOverdue: '首次回复超时', dueSoon: '黄灯：将到期', overdue: '红灯：已超期', jointOverdue: '协办超期', escalated: '提级', recalculated: '重算时限',
  },
  requestKind: { extension: '延期', suspension: '挂起', rise: '提级' },
  check: { none: '未要求审核', pending: '待审核', passed: '审核合格', sentBack: '已退改' },
  solution: { solved: '已解决', partlySolved: '部分解决', explained: '解释说明', notSolved: '未解决' },
  satisfaction: { satisfied: '满意', fairlySatisfied: '基本满意', dissatisfied: '不满意', unreachable: '未接通' },
  outcome: { answered: '答复办结', withdrawn: '撤诉', merged: '并案' },
  duration: { workingDays: '{{amount}} 个工作日', officeHours: '{{amount}} 个工作小时', minutes: '{{amount}} 分钟', seconds: '{{amount}} 秒' },
  durationUnit: { workingDays: '个工作日', officeHours: '个工作小时', minutes: '分钟', seconds: '秒' },
};
