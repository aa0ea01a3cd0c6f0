/** How invented appeals begin and end, so that no two of a kind are the same; empty where people come straight to the point. */
export const openings: readonly string[] = ['', '', '您好，', '尊敬的领导：', '反映一个问题：', '向工商联求助：', '走访时企业反映，', '座谈会上我们提到，'];
export const closings: readonly string[] = ['', '盼复。', '请协调解决。', '希望有关部门给予答复。', '恳请帮助。', '望督促落实，谢谢。', '请市县联动研究。'];

/** Parts of invented enterprises' names; none is taken from a real one. */
export const nameParts: readonly string[] = ['砺川', '云禾', '朴石', '澜原', '禾晟泽', '墨岭', '青穗', '柏舟然', '星垛', '鹿鸣洲', '稼轩谷', '沐野', '岱屿', '汶澜', '泺禾', '沂帆'];
export const trades: readonly string[] = ['机械制造', '食品', '新材料', '纺织', '电子科技', '物流', '生物医药', '建筑工程', '化工', '农业科技', '汽车零部件', '商贸', '家居', '装备', '软件'];
