/** Texts of the pages that need no account, in Chinese. */
export const zhPublic = {
  title: '企业诉求', raiseLink: '提出诉求', trackLink: '查询进度', staffLink: '工作人员登录', pages: '页面', required: '必填', optional: '选填',
  raise: {
    title: '提出诉求', lead: '写下您遇到的困难，提交后会得到一个编号，凭编号和电话后四位可查全程。', who: '企业与联系方式', what: '诉求',
    name: '企业名称', creditCode: '统一社会信用代码', creditCodeHint: '18 位，营业执照上可查', creditCodeWrong: '代码有误：应为 18 位，且最后一位校验码正确', contact: '联系人', phone: '电话', phoneHint: '答复时联系您；后四位用于查询', email: '邮箱', emailHint: '如有新进展，会发到这里',
    subject: '标题', content: '具体情况', contentHint: '时间、地点、找过哪些单位、希望怎样解决', division: '事情发生在', divisionChoose: '请选择市、县（市、区）', category: '类别', categoryUnsure: '不确定，由工作人员判断',
    confidential: '请为我保密', confidentialHint: '只有办理人员及其督办可见', consent: '我已阅读并同意以上个人信息处理说明',
    privacy: '您填写的企业名称、联系人、电话和邮箱只用于受理、办理和答复这件诉求，由受理的工商联和承办单位使用，不对外公开，电话和邮箱不会出现在通知和日志中。您可以联系受理的工商联查阅、更正或删除。',
    submit: '提交诉求', submitting: '正在提交…', wrong: '有 {{count}} 处需要修改', done: '已受理，请记下编号', doneHint: '今后凭这个编号和电话后四位查询进度、查看答复和评价。', copy: '复制编号', copied: '已复制', print: '打印', follow: '查看进度', another: '再提一件',
  },
  track: {
    title: '查询进度', lead: '输入受理编号和提交时所留电话的后四位。', number: '受理编号', numberHint: '例如 SQ20261123-7K3F9Q2M-5', digits: '电话后四位', submit: '查询', checking: '正在查询…', over: '为保护您的信息，查询已到时，请重新输入。', leave: '结束查询',
    progress: '办理进度', course: '什么时候办了什么', due: '应在 {{when}} 前答复', unit: '办理单位：{{unit}}', answer: '答复', answeredAt: '{{when}} 答复', issueAnswer: '共性问题“{{name}}”的答复', interim: '阶段性答复', formerAnswer: '原来的答复（正在重新办理）', noAnswer: '还没有答复。有答复后会显示在这里。',
    state: { received: '已受理', inHand: '办理中', paused: '暂停办理', redone: '重新办理中', answered: '已答复', closed: '已办结', withdrawn: '已撤诉' },
    milestone: { received: '受理', dispatched: '派单', accepted: '办理', answered: '答复', closed: '办结' }, passed: '已完成', present: '正在这里', ahead: '尚未到',
    step: {
      received: '已受理', dispatched: '已派给{{unit}}', accepted: '{{unit}}已签收', passedOn: '已转给{{unit}}', raised: '已提到上级：{{unit}}', extended: '办理时限已延长', paused: '暂停办理', resumed: '恢复办理', interimAnswered: '已作阶段性答复', answered: '{{unit}}已答复', rated: '您作了评价', calledBack: '工作人员作了回访',
      redone: '{{unit}}重新办理', merged: '与相同的诉求合并办理', unmerged: '恢复单独办理', withdrawn: '已撤诉', closed: '已办结',
    },
  },
  rating: {
    title: '您对答复满意吗？', once: '每份答复只能评价一次。', comment: '想说的话', commentHint: '不满意的，请写明哪里没有解决', submit: '提交评价', sending: '正在提交…', given: '您的评价', at: '{{when}} 评价：{{satisfaction}}', sent: '正在转给办理单位', taken: '已记入办理记录', unheeded: '到达时答复已变，已作为留言记录：{{reason}}', choose: '请选择一项',
  },
  attach: { title: '附件', add: '添加照片或文件', hint: '图片、PDF、Word、Excel，单个不超过 20 MB，至多 20 个。可一次选多个。', sending: '正在上传 {{name}}…', refused: '{{name}} 没有收下：{{why}}', list: '已收到的附件', size: '{{size}} KB（千字节）', unsafe: '未通过安全检查' },
};
