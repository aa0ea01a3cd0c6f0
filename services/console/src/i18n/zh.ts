import { zhCase } from './zh-case';
import { zhPublic } from './zh-public';
import { zhSupervision } from './zh-supervision';
import { zhWords } from './zh-words';
import type { Widened } from './widened';

/** The texts that every page may need, in Chinese; its shape is the contract of the other language. */
export const zh = {
  product: { name: '诉桥', full: '诉桥 Suqiao', tagline: '企业诉求，从提出到答复' },
  shell: {
    skip: '跳到正文', navigation: '主导航', board: '督办看板', inbox: '待办', orders: '督办单', rates: '三率', commonIssues: '共性问题', consultations: '会商', analysis: '分析', reports: '专题报告', watch: '关注', digest: '摘要', handOvers: '代理', imports: '导入', records: '走访座谈', duplicates: '疑似重复', enterprises: '企业库', channels: '渠道', deadLetters: '死信', routing: '派单规则', audit: '审计', units: '组织目录', presets: '时限规则', calendars: '工作日历', health: '各部分状况', models: '分类模型',
    group: { handling: '办理', supervising: '督办', solving: '解难题', visiting: '进企业', administering: '管理' }, palette: '查找页面和诉求',
    signIn: '登录', signOut: '退出登录', signingIn: '正在登录…', loading: '正在加载…', retry: '重试',
    language: '切换到英文 EN', theme: { system: '主题：跟随系统', light: '主题：浅色', dark: '主题：深色' },
    account: '{{name}}，{{role}}，{{place}}', back: '返回清单', home: '返回首页',
    notFound: '没有这个页面', notFoundHint: '地址可能写错了，或者页面已经移走。', forbidden: '您的角色不能打开这个页面',
    expired: '登录已过期，请重新登录。', signInFailed: '登录没有完成', signInFailedHint: '请再试一次；如果仍然不行，请联系管理员。',
    settingsFailed: '取不到登录设置', settingsFailedHint: '服务可能正在启动，请稍候重试。',
    crashed: '页面出了错', crashedHint: '请重新打开页面；已保存的草稿不会丢失。', reload: '重新打开',
  },
  landing: {
    lead: '诉桥把民营企业的诉求从任一渠道送到该办的单位，省、市、县三级联动，谁该办、几时到期、谁已超期，一眼可见。',
    stepsTitle: '一件诉求的路', steps: {
      received: { title: '受理登记', text: '走访、座谈、热线、平台，各渠道推送的诉求都有编号，可查全程。' },
      sorted: { title: '收集梳理', text: '分类、管辖、紧急程度，每一项都写明理由；拿不准的交人研判。' },
      dispatched: { title: '派单办理', text: '派到能办的最低一级；到期未办，逐级提级：县、市、省。' },
      supervised: { title: '督办质效', text: '黄灯将到期，红灯已超期；谁超过时限，记录长久保留。' },
    },
    forWhom: '供工商联与主管部门工作人员使用', enterprises: '企业办事',
  },
  ...zhWords,
  time: {
    left: '剩 {{span}}', late: '超 {{span}}', took: '历时 {{span}}', soFar: '至今 {{span}}', closedOn: '{{when}} 办结', suspendedUntil: '挂起到 {{when}}', none: '—',
    day: '天', hour: '小时', minute: '分', second: '秒', provisional: '暂定', provisionalHint: '该日期超出已载入的工作日历，载入后会重新计算。',
  },
  live: { live: '实时', connecting: '正在连接', reconnecting: '正在重连', hint: '办理有变化时，本页自动更新' },
  board: {
    title: '督办看板', figures: '总览', at: '截至 {{when}}', byLevel: '按层级', byDivision: '按地区', list: '清单',
    figure: { open: '在办', notAccepted: '待签收', dueSoon: '黄灯将到期', overdue: '红灯超期', unsure: '待研判', answered: '已答复', closed: '已办结' },
    tab: { overdue: '超期', dueSoon: '将到期', open: '全部在办', notAccepted: '待签收', unsure: '待研判', answered: '已答复', closed: '已办结' },
    bar: '在办 {{open}}，超期 {{overdue}}，将到期 {{dueSoon}}', clear: '清除筛选', legendOther: '其余在办', place: '地区', directly: '{{place}}本级', directlyHere: '仅本级', noneBelow: '下面没有更细的地区。',
    caption: '诉求清单：{{filter}}', nothingOpen: '这里没有在办诉求。',
    empty: {
      overdue: '没有超期的诉求。', dueSoon: '没有将到期的诉求。', open: '没有在办的诉求。渠道推送后会自动出现在这里。', other: '没有符合条件的诉求。', hint: '可以换一个清单，或清除地区与层级筛选。',
    },
  },
  list: {
    light: '灯', trackingNumber: '编号', title: '诉求', division: '管辖', level: '层级', unit: '该谁办', category: '分类', due: '到期日', left: '剩余', state: '状态',
    shown: '已显示 {{shown}} 件，共 {{total}} 件', more: '加载更多', tooLong: '列表较长，不再自动更新', refresh: '立即更新', unsure: '待研判', uncategorized: '未分类',
  },
  inbox: {
    title: '待办', lead: '先到期的排在最上面。', tabs: '清单', tab: { waiting: '待签收', returned: '已退回', working: '办理中', joint: '待协办', approval: '待审批', suspended: '已挂起', answered: '已答复', followUp: '待回访', unsure: '待研判', all: '全部在办' },
    caption: '待办清单：{{filter}}', empty: { waiting: '没有待签收的诉求。', returned: '没有退回待转办的诉求。', working: '没有正在办理的诉求。', joint: '没有等待本单位协办的诉求。', approval: '没有等待您审批的申请。', suspended: '没有挂起的诉求。', followUp: '没有等待回访的诉求。', answered: '没有等待办结的答复。', unsure: '没有待研判的诉求。', all: '没有在办的诉求。', hint: '新派来的诉求会自动出现在这里。' },
  },
  ...zhCase,
  ...zhSupervision,
  public: zhPublic,
  deadLetters: {
    title: '死信', lead: '消费者无法处理而搁置的记录。查明原因后可放回原主题重放一次。', topic: '主题', place: '分区 {{partition}} · 位点 {{offset}}', consumer: '消费者', reason: '原因', at: '搁置时间', attempts: '尝试 {{times}} 次', show: '查看内容', hide: '收起内容', replay: '重放', replayed: '已于 {{when}} 重放', confirm: '把这条记录放回主题末尾？只能重放一次。', yes: '重放', no: '取消', done: '已放回主题', empty: '没有死信。', emptyHint: '所有记录都已被正常处理。',
    caption: '死信清单', key: '键', emptyValue: '（空记录）',
  },
  problem: { unreachable: '连接不上服务', unreachableHint: '请检查网络；恢复后会自动重试。', unexpected: '服务的回复看不懂', unexpectedHint: '控制台与服务的版本可能不一致，请刷新页面。', field: '{{where}}：{{detail}}' },
};

/** The shape that every language fills. */
export type Texts = Widened<typeof zh>;
