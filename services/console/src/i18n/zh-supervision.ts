/** Texts of supervision's pages, in Chinese. */
export const zhSupervision = {
  orderState: { issued: '待签收', received: '办理中', answered: '已反馈', closed: '已办结', revoked: '已撤销' },
  orderCommand: { receive: '签收', feedback: '反馈', returnFeedback: '退回反馈', close: '办结', revoke: '撤销' },
  orderTransition: { issued: '下达', received: '签收', feedbackGiven: '反馈', feedbackReturned: '退回反馈', closed: '办结', overdue: '超期', revoked: '撤销', recalculated: '重算期限' },
  orderCause: { person: '督办员下达', overdue: '超期自动下达', dissatisfiedAfterRedo: '重办后仍不满意，自动下达' },
  reminderCause: { acceptanceOverdue: '签收超时', replyOverdue: '首次回复超时', dueSoon: '将到期', overdue: '已超期', jointOverdue: '协办超期', person: '人工催办' },
  dropReason: { accepted: '已签收', answered: '已答复', closed: '已办结', suspended: '已挂起', movedOn: '已转其他单位', jointEnded: '协办已结束', notDue: '到期日已变', overtaken: '已超期，另行催办' },
  rate: { response: '响应率', solution: '解决率', satisfaction: '满意率' },
  ratePart: { numerator: '分子', denominator: '分母', excluded: '剔除' },
  orders: {
    title: '督办单', lead: '先到期的排在最上面。', filters: '筛选', tab: { all: '全部', overdue: '超期未反馈', issued: '待签收', received: '办理中', answered: '已反馈，待办结', closed: '已办结', revoked: '已撤销' }, level: '下达层级', anyLevel: '各级',
    caption: '督办单清单：{{filter}}', number: '督办单号', about: '督办事项', unit: '承办单位', issuedBy: '下达单位', due: '到期日', state: '状态', empty: '没有这样的督办单。', emptyHint: '督办单在诉求页面下达，也会按规则自动下达。', overdue: '超期',
    issue: '下达督办单', issued: '已下达 {{number}}', subject: '标题（不填用诉求标题）', demand: '督办要求', within: '几个工作日内反馈（不填按设置）', to: '下达给：{{unit}}', submit: '确认下达',
    facts: '督办单', case: '所督诉求', appellant: '诉求人', cause: '下达原因', because: '依据', issuedAt: '下达时间', receivedAt: '签收时间', feedback: '反馈', noFeedback: '还没有反馈。', timeline: '督办全程', print: '打印', commands: '办理督办单',
    feedbackText: '反馈内容', returnReason: '反馈缺什么', closeNote: '备注（可不填）', revokeReason: '撤销理由', confirm: '确认{{command}}', done: '已{{command}}', back: '返回督办单清单', lateSince: '{{when}} 起超期',
  },
  reminders: {
    title: '催办', ask: '催办', to: '催办：{{unit}}', text: '催办内容（不填用通用语）', submit: '确认催办', asked: '催办已记下', none: '没有催办记录。', sent: '{{when}} 送达', waits: '上班后送出：{{when}}', dropped: '未送出：{{why}}', reads: '已阅：{{who}}', unread: '尚未阅看',
    inbox: '收到的催办', inboxCount: '{{total}} 条未阅', read: '已阅', readDone: '已标为已阅', supervise: '督办', ordersOf: '督办单', noOrders: '没有督办单。',
  },
  rates: {
    title: '三率', final: '已定，不再变化', running: '当日未结束，还会变化', scope: '范围', by: '每行是', dimension: { unit: '单位', level: '层级', division: '地区', category: '分类', channel: '渠道', period: '时段' }, periodUnit: '时段长度', period: { day: '日', month: '月', quarter: '季' },
    division: '地区', anyDivision: '全部地区', level: '层级', anyLevel: '各级', category: '分类', anyCategory: '全部分类', channel: '渠道', anyChannel: '全部渠道', unit: '单位', anyUnit: '单位编号（不填为全部）', from: '从', to: '到', asOf: '截至', show: '查看', cases: '派单件数', total: '合计', none: '—',
    table: '三率统计，按{{by}}', formulas: '公式', version: '第 {{version}} 版', countedOn: { dispatched: '按派单日计入时段', closed: '按办结日计入时段' }, source: '来源', empty: '这个范围里没有诉求。', emptyHint: '可以放宽时段或地区。', truncated: '行数太多，只显示前面的；合计包含全部。',
    open: '：{{row}}，{{rate}}，{{part}}的诉求', behind: '{{row}} · {{rate}} · {{part}}', withheld: '另有 {{amount}} 件保密，不显示', back: '返回三率', casesCaption: '{{what}}的诉求', excluded: '剔除 {{amount}}', unitNow: '承办单位', dispatched: '派单', closed: '办结', result: '结果',
  },
  bulk: {
    open: '批量督办', remind: '批量催办', order: '批量下达督办单', lead: '对当前清单中的全部诉求，先预览再执行；预览后清单固定，只执行一次。', preview: '预览', count: '共 {{amount}} 件，其中 {{will}} 件会办理', truncated: '只列出前 100 件。', run: '执行 {{will}} 件', wont: '不办理', will: '将办理', expires: '预览有效到 {{when}}',
    progress: '已办 {{done}}，等待 {{waiting}}，已变化跳过 {{skipped}}，不办理 {{refused}}', state: { previewed: '已预览', running: '正在执行', finished: '已执行完' }, outcome: { done: '已办理', skipped: '已变化，跳过', refused: '不能办理' }, close: '关闭', action: '做什么', demand: '督办要求', text: '催办内容（不填用通用语）', hidden: '无权查看的诉求', items: '诉求清单',
  },
  watch: {
    title: '关注清单', add: '加入关注清单', list: '清单', newName: '新清单名称', make: '新建', note: '备注（可不填）', added: '已加入 {{name}}', none: '还没有关注清单。', noneHint: '先新建一个，再从诉求页面加入。', empty: '清单里没有诉求。', remove: '移出', removed: '已移出', made: '已新建', of: '{{name}} 的清单', pick: '请选择清单', caption: '关注清单：{{name}}', submit: '确认加入', lists: '我的清单', by: '{{name}} 加入',
  },
  digest: {
    title: '每日摘要', before: '前一天', after: '后一天', day: '日期', of: '谁的摘要', print: '打印', figures: '摘要数字', frozen: '已于当日 08:30 生成，不再变化：', running: '按现在的情况生成：', nextWorkingDay: '下一个工作日 {{day}}', provisional: '有日期超出已载入的工作日历，为暂定',
    section: { newlyOverdue: '新超期', dueToday: '今日到期', dueNextWorkingDay: '下一个工作日到期', notAccepted: '待签收', awaitingApproval: '待我审批', answeredYesterday: '已答复', ordersDue: '督办单到期' },
    hint: { newlyOverdue: '上一个工作日 08:30 以来超期的诉求', dueToday: '今天下班前到期', dueNextWorkingDay: '今天之后、{{next}} 之内到期', notAccepted: '已派单，还没有单位签收', awaitingApproval: '延期、挂起或提级的申请等您决定', answeredYesterday: '{{from}} 至昨天答复的诉求', ordersDue: '已超期，或在 {{next}} 之内到期' },
    none: '没有。', all: '查看全部 {{count}} 件', truncated: '（这里只列出前 {{shown}} 件，共 {{count}} 件）', back: '返回 {{day}} 的摘要', listNow: '清单是现在的情况，摘要之后有变化的已更新', listWider: '早先版本的摘要：清单比摘要的数字宽，摘要为 {{count}} 件（{{day}}）', listHint: '摘要之后情况已变。',
  },
  handOvers: {
    title: '代理', lead: '离岗期间，由代理人看您的关注清单、摘要和未阅催办，并代为催办、督办；所做都记明是代理。', make: '安排代理', absent: '谁离岗', deputy: '代理人', pickDeputy: '请选择代理人', noDeputy: '还没有人可以代理：代理人须打开过本系统，且管辖范围包含离岗人的。', from: '从', until: '到（含当天）', reason: '原因', submit: '确认安排', made: '代理已安排',
    list: '代理安排', none: '没有代理安排。', noneHint: '出差、休假前在这里安排代理人。', line: '{{absent}} 离岗，{{deputy}} 代理', madeBy: '{{name}} 于 {{when}} 安排', end: '提前结束', ended: '已结束', endedOn: '{{when}} 提前结束', running: '进行中', coming: '未开始', over: '已过期', truncated: '人数太多，只列出一部分。', moves: '将由代理人看到：离岗人的关注清单、每日摘要、未阅催办。案件仍在单位，不转移。',
  },
};
