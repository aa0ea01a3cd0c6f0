/** Texts of the pages by which the system is run, in Chinese. */
export const zhRunning = {
  health: {
    title: '各部分状况', lead: '每 15 秒逐一询问；不正常的排在最前，并写明怎么办。', again: '立即再问', asked: '询问于', troubled: '需要处理', since: '自', go: '前往处理',
    whole: { working: '全部正常', slow: '有 {{count}} 处变慢或待处理', down: '有 {{count}} 处不正常' },
    state: { working: '正常', slow: '注意', down: '故障' },
    kind: { store: '数据库', broker: '消息', orders: '流程', consumer: '消费者', outbox: '发件箱', sweep: '定时事项', deadLetters: '死信', process: '进程' },
  },
  calendars: {
    title: '工作日历', lead: '到期日按国务院办公厅每年的放假安排计算，调休上班日算工作日。', years: '已载入的年份', picture: '日历', missing: '{{year}} 年的放假安排尚未载入', missingHint: '落在该年的到期日暂按周一至周五计算，并标为“暂定”。通知发布后请在下方载入，未办结诉求会自动重算。',
    counts: '工作日 {{working}} 天，放假 {{holidays}} 天，调休上班 {{makeUp}} 天', source: '来源：{{source}}', loadedBy: '{{name}} 载入于', recounting: '正在重算未办结诉求的到期日', recounted: '未办结诉求已重算于',
    off: '休', on: '班', holiday: '放假', makeUp: '调休上班', weekend: '周末', month: '{{year}} 年 {{month}} 月', weekday: { mon: '一', tue: '二', wed: '三', thu: '四', fri: '五', sat: '六', sun: '日' },
    load: '载入一年', loadHint: '照国务院办公厅通知填写放假的每一天（含其中的周末可写可不写）与调休上班的每一天；先看预览，再载入。', year: '年份', holidays: '放假的日子（每行一个，如 2027-01-01）', makeUps: '调休上班的日子', sourceField: '来源（通知的名称与文号）', wrong: '不是该年的日子：{{words}}', submit: '载入 {{year}} 年', preview: '{{year}} 年预览', loaded: '{{year}} 年已载入，正在重算未办结诉求',
  },
  presets: {
    title: '时限规则', lead: '每一套规则都有出处和生效日期；没有哪一套是写死的。', set: '规则套 {{ruleSet}}', inForce: '本部署在用', valid: '{{from}} 起，至{{to}}', open: '另行通知', all: '适用于全部诉求', only: '只适用于：{{scope}}', none: '不规定', source: '出处：',
    rule: { accept: '签收', reply: '首次回复', resolve: '办结', dueSoon: '到期前亮黄灯', extend: '延期后最长', suspend: '挂起最长', return: '退回须在', joint: '协办', redo: '重办', close: '答复后无异议即办结', reopen: '办结后可重办', city: '升到市级', province: '升到省级', check: '办结前质检' },
    check: { optional: '可选', required: '必须' },
  },
  models: {
    title: '分类模型', lead: '用哪个模型给诉求分类；人的更正每夜用来再训练，只有在留出的更正上更好才启用。', models: '模型', inService: '在用', shipped: '随带', tried: '未用', takeAgain: '改用此模型',
    ships: '随系统安装的模型', learnt: '学自 {{texts}} 条文本与 {{corrections}} 条更正', compared: '留出的 {{all}} 条更正中对 {{its}} 条（当时在用的对 {{theirs}} 条）', since: '启用于',
    reason: '理由（至少 6 个字，记入审计）', submit: '记入审计并改用', leave: '取消', taken: '已改用，各进程数秒内生效',
    retrainings: '再训练', retrain: '立即再训练', begun: '已开始再训练', corrections: '已有更正 {{count}} 条。', cut: '显示最近 {{shown}} 次，共 {{total}} 次', none: '还没有再训练过。', bySchedule: '按计划',
    outcome: { running: '进行中', tookOver: '已启用', refused: '未更好', tooFew: '更正不足', overtaken: '已被取代', failed: '失败' },
  },
  units: {
    title: '组织目录', lead: '诉求派往哪里：各级工商联与主管部门。', list: '单位清单', none: '没有这样的单位。', noneHint: '换一个地区、层级或名称。', division: '地区', wholeProvince: '全省', level: '层级', anyLevel: '各级', search: '名称', find: '查找',
    shown: '共 {{total}} 家', cut: '显示前 {{shown}} 家，共 {{total}} 家：请缩小范围', column: { name: '单位', division: '地区', level: '层级', kind: '类别' }, kind: { federation: '工商联', department: '主管部门' },
  },
};
