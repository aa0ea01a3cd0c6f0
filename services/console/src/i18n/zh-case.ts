/** Texts of a case's page and of its forms, in Chinese. */
export const zhCase = {
  case: {
    facts: '基本情况', trackingNumber: '编号', appellant: '诉求人', channel: '渠道', category: '分类', urgency: '紧急程度', division: '管辖', unit: '现由谁办', received: '受理时间', firstAccepted: '首次签收', policy: '时限规则', policyReason: '选用理由', calendar: '工作日历', content: '诉求内容', answer: '答复', noAnswer: '还没有答复。',
    clocks: '时限', businessClock: '诉求到期', businessHint: '从派单起算，转办、退回、提级都不重新计算', stepClock: '本级到期', stepHint: '到期未答复即提级', acceptClock: '签收期限', replyClock: '首次回复期限', replyHint: '阶段性答复即可；转办、退回、提级都不重新计算', closeClock: '自动办结', stopped: '已停止',
    standsStill: '停止计时', suspendedUntil: '自动恢复', suspendedHint: '挂起期间不计时，恢复后到期日顺延',
    sorting: '梳理依据', certainty: '把握 {{percent}}', unsure: '待研判：{{what}}', unsureWhat: { category: '分类', jurisdiction: '管辖' }, model: '分类器版本 {{version}}',
    method: { channel: '渠道填报', rule: '规则', model: '分类器', code: '区划代码', name: '地名', registration: '注册地', none: '无依据' },
    news: '办理情况刚刚有变化，现为“{{state}}”', newsSeen: '知道了', timeline: '办理全程', colon: '：', late: '超时记录', lateClock: { acceptance: '签收超时', reply: '首次回复超时', step: '办理超时', joint: '协办超时' }, noLate: '没有单位超时。', commands: '办理', clock: '时钟', system: '系统', path: '{{from}} → {{to}}', fromUnit: '原单位：{{unit}}', toUnit: '给：{{unit}}', reason: '理由：{{reason}}', copy: '复制编号', copied: '已复制编号',
    allCommands: '全部办理', group: { handle: '办理', joint: '会办', request: '申请', supervise: '督办', other: '其他' },
    request: '等待审批：{{kind}}', requestBy: '申请人', requestReason: '申请理由', requestSince: '申请时间', requestDecider: '由谁决定', decider: '{{level}}督办员', requestExtendBy: '申请延长', requestUntil: '申请挂起到',
    joint: '会办', lead: '主办', jointDemand: '协办要求', jointAnswer: '协办答复', jointWaiting: '等待答复', jointAnswered: '已答复', jointReleased: '已撤', jointLate: '曾超期', jointAsked: '请协办时间', jointDue: '协办到期',
    result: '办理结果', interim: '阶段性答复', check: '答复审核', solution: '解决情况', satisfaction: '满意度', outcome: '办结方式', mergedInto: '并入', duplicates: '并入本件的', extensions: '延期次数', redos: '不满意重办', reopenings: '办结后重办', wrongReturns: '错退次数', times: '{{amount}} 次', notYet: '尚无',
    confidential: '保密', confidentialHint: '只有承办人和督办员能看到',
  },
  form: {
    reason: '理由', returnReason: '退回理由', unit: '转给', units: '协办单位', releaseUnit: '撤哪个单位的协办', unitHint: '输入单位名称查找', unitNone: '没有找到单位', newCategory: '更正分类（可不填）', categoryKeep: '不更正',
    answer: '答复内容', jointAnswer: '协办答复内容', note: '备注（可不填）', approveNote: '批准意见（可不填）', refuseReason: '不批准的理由', sendBackReason: '答复缺什么，要补什么', demand: '协办要求', text: '备注内容',
    final: '答复性质', finalYes: '最终答复', finalYesHint: '诉求转为已答复，计时停止', finalNo: '阶段性答复', finalNoHint: '仍由本单位办理，计时照走，诉求人能看到',
    solution: '解决情况（可不选）', solutionNone: '不填', satisfaction: '企业是否满意', within: '协办时限（不填按规则）', extendBy: '再延长多久', until: '挂起到哪一天', untilTime: '当日几点', untilHint: '到时自动恢复办理，到期日顺延。',
    into: '并入哪一件（编号）', intoHint: '如 SQ20261123-7K3F9Q2M-C', intoFound: '将并入', intoNone: '没有这个编号的诉求，或您看不到它', intoLooking: '正在查找…',
    confidentialOn: '确认后设为保密：只有承办人和督办员能看到。', confidentialOff: '确认后取消保密：有权查阅本地区诉求的人都能看到。', confidentialNow: '现在：{{what}}', public: '不保密',
    submit: '确认：{{command}}', cancel: '取消', draftSaved: '草稿已存在本机', draftRestored: '已恢复上次的草稿', count: '{{used}}/{{limit}}',
    fault: { missing: '请填写或选择', tooShort: '请填写，至少 2 个字', tooLong: '内容过长', badText: '含有不能接受的字符', badNumber: '编号不对，请核对每一位', badAmount: '请填写大于 0 的数' },
    done: {
      accept: '已签收', return: '已退回', transfer: '已转办', askJoint: '已请协办', answerJoint: '协办已答复', releaseJoint: '已撤协办', answer: '已答复',
      requestExtension: '已申请延期', requestSuspension: '已申请挂起', requestRise: '已申请提级', approve: '已批准', refuse: '已不予批准', resume: '已恢复办理',
      passAnswer: '答复已审核合格', sendBack: '答复已退改', followUp: '已记录回访', close: '已办结', reopen: '已重办', withdraw: '已撤诉', merge: '已并案', unmerge: '已撤销并案', comment: '已备注', setConfidential: '保密设置已改',
    },
    refused: '没有办成：{{title}}', refusedState: '诉求现在：{{state}}。', refusedAllowed: '可以：{{commands}}。', refusedNothing: '已没有可办理的步骤。', reloaded: '诉求已重新载入。',
  },
};
