import type { ChannelAccount, RefusalDay } from '@suqiao/contracts';

/** How many keys of a channel work. */
export function activeKeys({ keys }: Pick<ChannelAccount, 'keys'>): number {
  return keys.filter(({ state }) => state === 'active').length;
}

/** When a channel used any of its keys last; `null`: never. */
export function lastUsedAt({ keys }: Pick<ChannelAccount, 'keys'>): string | null {
  return keys.reduce<string | null>((latest, { lastUsedAt: used }) => (used !== null && (latest === null || used > latest) ? used : latest), null);
}

/** A day of the browser's field as the end of that day in Shanghai, RFC 3339 in UTC; `null` for an empty field. */
export function endOfShanghaiDay(day: string): string | null {
  return day === '' ? null : new Date(`${day}T23:59:59.000+08:00`).toISOString();
}

/** The day in Shanghai, `YYYY-MM-DD`, so many days before an instant. */
export function daysBefore(nowInMs: number, days: number): string {
  const shanghaiOffsetInHours = 8;
  return new Date(nowInMs + (shanghaiOffsetInHours - 24 * days) * 3600 * 1000).toISOString().slice(0, 10);
}

/** The query of a figure's list, from the address that came with the figure. */
export function queryOfList(list: string): string {
  return list.split('?')[1] ?? '';
}

/** Refusals of all days by problem, the most first. */
export function refusedByProblem(days: readonly RefusalDay[]): { readonly type: RefusalDay['type']; readonly title: string; readonly count: number }[] {
  return [...Map.groupBy(days, ({ type }) => type)].map(([type, of]) => ({ type, title: of[0]?.title ?? type, count: of.reduce((sum, { count }) => sum + count, 0) })).sort((a, b) => b.count - a.count);
}

/** An appeal to try with. */
export const sampleAppeal = { channelReference: 'try-1', title: '公司变更登记被反复退回', content: '窗口四次退回同一份材料。', appellant: { name: '示例企业', phone: '13800000000' } };

/** A shell line that pushes an appeal, for a person to copy. */
export function pushLine(origin: string): string {
  const body = JSON.stringify(sampleAppeal);
  return `curl -i ${origin}/api/v1/appeals -H "Authorization: Bearer $KEY" -H 'Idempotency-Key: try-1' -H 'Content-Type: application/json' -d '${body}'`;
}

/** A shell line that asks for changes. */
export function changesLine(origin: string): string {
  return `curl -s '${origin}/api/v1/changes?limit=20' -H "Authorization: Bearer $KEY"`;
}
