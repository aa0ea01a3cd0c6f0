/** Texts of the audit trail and of what is written on it, in Chinese. */
export const zhAudit = {
  unmasking: {
    title: '诉求人联系方式', contact: '联系人', phone: '电话', email: '邮箱', none: '未提供', masked: '已隐藏', show: '显示（须写理由）', showHint: '您的姓名、理由和时间将记入审计，任何人不能修改。', hide: '重新隐藏', reason: '查看理由', reasonHint: '例如：电话联系企业核实诉求', reasonShort: '请写明理由，至少 {{count}} 个字', submit: '记入审计并显示', shown: '本次查看已记入审计第 {{sequence}} 条；离开本页后重新隐藏。',
  },
  audit: {
    title: '审计', lead: '谁在何时因何查看或更改了什么。记录首尾相扣，改动、删除、换序都会被发现。', list: '审计记录', none: '没有这样的记录。', noneHint: '换一个筛选；查看联系方式、发放密钥、安排代理等都会记在这里。',
    column: { sequence: '序号', at: '时间', by: '何人', action: '何事', object: '对象', reason: '理由' }, anyAction: '全部事项', actionLabel: '事项', about: '编号或名称', find: '查找', noReason: '未写理由', details: '{{name}}：{{value}}',
    whole: '校验通过：全部 {{count}} 条完好，校验于 {{when}}', broken: '校验不通过：第 {{sequence}} 条{{what}}，其前 {{count}} 条完好。请立即报告系统管理员。', verifying: '正在校验全部记录…', again: '重新校验', receipt: '末条回执 {{receipt}}',
    breakKind: { missing: '缺失', misplaced: '不在原位', changed: '内容被改', rewritten: '与所存回执不符' },
    action: {
      personalDataUnmasked: '查看联系方式', offRecordRead: '查阅不记名发言', offRecordGranted: '授权查阅不记名发言', offRecordRevoked: '收回查阅授权', keyIssued: '发放密钥', keyRotated: '更换密钥', keyRevoked: '撤销密钥', handOverMade: '安排代理', handOverEnded: '结束代理',
      deadLetterReplayed: '重放死信', deadLetterMended: '修改死信', modelChosen: '改用此前的模型',
    },
    kind: { appeal: '诉求', record: '走访座谈记录', channel: '渠道', handOver: '代理', deadLetter: '死信', model: '分类模型' },
    detail: {
      fields: '字段', key: '密钥', label: '名称', scopes: '权限', replaces: '替换', absent: '不在岗', deputy: '代理人', deputyName: '代理人姓名', from: '起', until: '止', to: '授予', toName: '姓名', consumer: '消费者', place: '位置', before: '原件摘要', after: '改后摘要',
    },
  },
};
