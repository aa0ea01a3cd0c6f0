import type { UrgencyRule } from '../domain/urgency';

/**
 * What makes an appeal press, as it ships: danger to people, many people in dispute, and the end of an enterprise are
 * critical; public attention, seized money, a running loss or a near date are urgent. URGENCY_RULES replaces it.
 */
export const urgencyRules: readonly UrgencyRule[] = [
  {
    urgency: 'critical', name: { zh: '人身安全', en: 'danger to people' },
    phrases: ['人员伤亡', '伤亡', '爆炸', '火灾', '安全事故', '坍塌', '垮塌', '触电', '燃气泄漏', '煤气泄漏', '中毒', '有毒&泄漏', '跳楼', '自杀', '拘留'],
  },
  { urgency: 'critical', name: { zh: '群体纠纷', en: 'mass dispute' }, phrases: ['群体性', '围堵', '堵门', '打砸', '罢工', '工资发不出', '发不出工资'] },
  { urgency: 'critical', name: { zh: '资金冻结', en: 'funds frozen' }, phrases: ['账户被冻结', '账户全部冻结', '账户被查封', '资金被冻结'] },
  { urgency: 'critical', name: { zh: '企业存亡', en: 'end of an enterprise' }, phrases: ['濒临破产', '面临破产', '即将破产', '资金链断裂', '全面停产', '被迫停产', '停工停产', '断供'] },
  { urgency: 'urgent', name: { zh: '安全隐患', en: 'safety hazard' }, phrases: ['安全隐患', '消防隐患', '强制拆除'] },
  { urgency: 'urgent', name: { zh: '群体纠纷', en: 'mass dispute' }, phrases: ['农民工工资', '集体上访', '集体维权', '集体投诉', '聚集讨薪', '拉横幅'] },
  { urgency: 'urgent', name: { zh: '媒体关注', en: 'media' }, phrases: ['媒体曝光', '被曝光', '网络曝光', '向媒体', '找媒体', '媒体介入', '记者&曝光', '舆情', '上热搜', '上了热搜'] },
  { urgency: 'urgent', name: { zh: '资金冻结', en: 'funds frozen' }, phrases: ['冻结', '查封', '抽贷', '断贷', '资金链紧张'] },
  { urgency: 'urgent', name: { zh: '持续损失', en: 'running loss' }, phrases: ['停产', '停电', '停水', '停气', '订单取消', '取消订单', '报废'] },
  { urgency: 'urgent', name: { zh: '期限临近', en: 'near date' }, phrases: ['违约金', '面临违约', '交货期', '限期', '紧急', '加急', '急需', '三日内', '本周内', '明天', '即将到期'] },
];
