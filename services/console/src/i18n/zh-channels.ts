/** Texts of the channels' pages, in Chinese. */
export const zhChannels = {
  scope: { 'appeals:write': '提交、补充、撤诉', 'appeals:read': '查询与动态', 'webhooks:manage': '管理回传' },
  channels: {
    title: '渠道', lead: '谁可以推送诉求，用什么密钥，办理情况怎样回传。', list: '渠道清单', none: '还没有渠道。', noneHint: '新建一个渠道，再为它签发密钥。',
    make: '新建渠道', submit: '新建', made: '渠道已新建', change: '修改', save: '保存', saved: '已保存', column: { name: '渠道', keys: '有效密钥', quota: '每分钟配额', used: '最近使用' }, usualQuota: '默认', never: '从未',
    name: '标识（小写字母、数字、短横）', displayName: '名称', quota: '每分钟配额（不填为默认）', back: '返回渠道',
    keys: '密钥', noKeys: '还没有密钥。', issue: '签发密钥', issueSubmit: '签发', label: '用途', kind: '形式', kinds: { key: '渠道密钥（Bearer）', client: 'OAuth 2 客户端' }, scopes: '权限', sandbox: '沙箱：只校验、只回答，不成为诉求', isSandbox: '沙箱', expires: '到期日（不填为长期）',
    keyState: { active: '有效', expired: '已到期', revoked: '已撤销' }, created: '{{when}} 由 {{name}} 签发', createdOn: '{{when}} 签发', lastUsed: '最近使用 {{when}}', unused: '未使用过', until: '{{when}} 到期', forever: '长期有效',
    rotate: '轮换', rotateConfirm: '签发新密钥，旧的再用 24 小时？', revoke: '撤销', revokeConfirm: '撤销后立即失效，不能恢复。', yes: '确定', no: '取消', revoked: '密钥已撤销',
    secret: '新密钥，只显示这一次', secretHint: '请立即交给渠道方保存；诉桥只存其摘要，关闭后无法再看。', clientId: '客户端标识 client_id', copy: '复制', copied: '已复制', close: '我已保存',
    webhooks: '回传', webhooksLead: '渠道用自己的密钥登记（POST /api/v1/webhooks）；此处查看、暂停、恢复与重发。', noWebhooks: '该渠道没有登记回传地址。', webhookState: { active: '正常', paused: '已暂停' }, because: { asked: '按要求暂停', failing: '一天以上无人接收', gone: '对方回答 410' },
    waiting: '待发 {{count}}', failed: '放弃 {{count}}', failingSince: '{{when}} 起未被接收', types: '类型：{{types}}', allTypes: '全部动态', pause: '暂停', resume: '恢复', paused: '已暂停', resumed: '已恢复，暂停期间的动态会补发', replay: '重发近 3 天放弃的', replayed: '已安排重发 {{count}} 条', replayedMore: '已安排重发 {{count}} 条，还有更多，可再点一次',
    deliveries: '查看回传记录', hideDeliveries: '收起回传记录', noDeliveries: '近 30 天没有回传。', deliveryState: { waiting: '待发', delivered: '已送达', failed: '已放弃' }, attempt: '{{when}}，用时 {{span}} 毫秒：{{what}}', noAnswer: '没有回答', nextTry: '下次 {{when}}', shownOf: '显示最近 {{shown}} 条，共 {{total}} 条',
    volumes: '近 30 天提交', analyse: '到分析页细看', noVolumes: '近 30 天没有提交。', volumesLead: '近 {{days}} 天共 {{count}} 件，查看清单', dayOf: '{{day}}：{{count}} 件',
    refusals: '被拒的提交', refusalsLead: '近 30 天未被接收的提交、在哪个入口、为什么。内容不留存；渠道自己也可用 GET /api/v1/channel/refusals 查询。', refusalDays: '近 30 天按原因统计（不含沙箱）', noRefusals: '近 30 天没有被拒的提交。', reference: '渠道编号 {{reference}}',
    tryKey: '沙箱密钥（只在本页使用，不保存）', tryBody: '诉求（JSON，可修改）', trySend: '发送到沙箱', tryAnswer: '系统的回答', tryNotSandbox: '这不是沙箱密钥：没有发送。试用只用沙箱密钥，以免成为真实诉求。', tryAway: '没有收到回答，请检查网络后重试。',
    tryIt: '接入试用', tryLead: '填入沙箱密钥即可在此发送；也可把命令中的 $KEY 换成沙箱密钥，从任何终端试用。沙箱只校验、只回答。', tryPush: '提交一件', tryFollow: '查询动态', tryDocs: '接口文档与示例',
  },
};
