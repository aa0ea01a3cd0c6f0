import type { Health, HealthPart, HealthState, Name } from '@suqiao/contracts';

const order: readonly HealthState[] = ['down', 'slow', 'working'];

/** What was measured of a part; the rule below says how it is. */
export type Measured =
  | { readonly kind: 'store'; readonly answeredInMs: number; readonly isWritable: boolean; readonly freeShare: number }
  | { readonly kind: 'broker'; readonly answeredInMs: number }
  | { readonly kind: 'orders'; readonly name: string; readonly workers: number }
  | { readonly kind: 'consumer'; readonly name: string; readonly isRead: boolean; readonly behind: number }
  | { readonly kind: 'outbox'; readonly name: string; readonly waiting: number; readonly oldest: Date | null }
  | { readonly kind: 'sweep'; readonly name: string; readonly heldUntil: Date }
  | { readonly kind: 'deadLetters'; readonly open: number; readonly oldest: string | null }
  | { readonly kind: 'process'; readonly version: string; readonly startedAt: Date; readonly residentBytes: number };

/** From here on a part is slow, in its own unit. */
const limits = {
  answerInMs: 500, leastFreeShare: 0.1, noFreeShare: 0.02, behind: 5000,
  /** An event leaves within moments; one that waits longer waits for the broker, or for nobody. */
  outboxSlowInMs: 30_000, outboxDownInMs: 300_000,
  /** A lease ends six seconds after its holder's last sign; another takes it a second later. */
  leaseOverInMs: 20_000,
} as const;

/** How a part is, by what was measured at `now`. */
export function judgePart(measured: Measured, now: Date): HealthPart {
  switch (measured.kind) {
    case 'store': {
      const state = !measured.isWritable || measured.freeShare < limits.noFreeShare ? 'down' : measured.answeredInMs > limits.answerInMs || measured.freeShare < limits.leastFreeShare ? 'slow' : 'working';
      const why = measured.isWritable ? { zh: measured.freeShare < limits.leastFreeShare ? '磁盘快满了：请扩容或清理' : '写入即落盘，多数确认', en: measured.freeShare < limits.leastFreeShare ? 'The disk is nearly full: enlarge or clear it' : 'Writes are journalled and confirmed by a majority' } : { zh: '没有主节点，不能写入：请检查副本集', en: 'There is no primary, nothing can be written: look at the replica set' };
      return part(measured, 'MongoDB', state, [milliseconds(measured.answeredInMs), { name: { zh: '可用空间', en: 'free space' }, value: Math.round(measured.freeShare * 100), unit: 'percent' }], null, why);
    }
    case 'broker':
      return part(measured, 'Kafka', measured.answeredInMs > limits.answerInMs ? 'slow' : 'working', [milliseconds(measured.answeredInMs)], null, { zh: '事实由此发出', en: 'Facts leave by it' });
    case 'orders':
      return part(measured, measured.name, measured.workers === 0 ? 'down' : 'working', [count({ zh: '工作进程', en: 'workers' }, measured.workers)], null,
        measured.workers === 0 ? { zh: '没有进程执行流程，时限不会触发：请启动 worker', en: 'No process carries out the workflows, no deadline fires: start the worker' } : { zh: 'Temporal 流程有进程执行', en: 'Temporal workflows are carried out' });
    case 'consumer':
      return part(measured, measured.name, !measured.isRead ? 'down' : measured.behind > limits.behind ? 'slow' : 'working', [count({ zh: '尚未处理', en: 'behind' }, measured.behind)], null,
        !measured.isRead ? { zh: '没有进程在读：请检查该服务', en: 'No process reads: look at the service' } : measured.behind > limits.behind ? { zh: '积压较多，正在追赶', en: 'Far behind, catching up' } : { zh: '正常读取', en: 'Reads as it should' });
    case 'outbox': {
      const ageInMs = measured.oldest === null ? 0 : now.getTime() - measured.oldest.getTime();
      const state = ageInMs > limits.outboxDownInMs ? 'down' : ageInMs > limits.outboxSlowInMs ? 'slow' : 'working';
      return part(measured, measured.name, state, [count({ zh: '待发', en: 'waiting' }, measured.waiting), { name: { zh: '最久', en: 'oldest' }, value: Math.max(0, Math.round(ageInMs / 1000)), unit: 's' }], state === 'working' ? null : measured.oldest,
        state === 'working' ? { zh: '变更随即发出', en: 'Changes leave at once' } : { zh: '变更未能发出，已存妥、不会丢：请检查 Kafka 与该服务', en: 'Changes do not leave; they are stored and not lost: look at Kafka and the service' });
    }
    case 'sweep': {
      const isOver = now.getTime() - measured.heldUntil.getTime() > limits.leaseOverInMs;
      return part(measured, measured.name, isOver ? 'down' : 'working', [], isOver ? measured.heldUntil : null,
        isOver ? { zh: '没有进程在做，到期事项不会被处理：请检查该服务', en: 'No process does it, what comes due stays undone: look at the service' } : { zh: '有进程在做', en: 'Some process does it' });
    }
    case 'deadLetters':
      return part(measured, 'dead letters', measured.open > 0 ? 'slow' : 'working', [count({ zh: '待处理', en: 'open' }, measured.open)], measured.oldest,
        measured.open > 0 ? { zh: '有未能接收的事件：请到死信页查看、改正、放回', en: 'Some events could not be taken: look, mend and put back on the page of dead letters' } : { zh: '没有未能接收的事件', en: 'No event was put aside' });
    case 'process':
      return part(measured, `suqiao ${measured.version}`, 'working', [{ name: { zh: '内存', en: 'memory' }, value: Math.round(measured.residentBytes / 1024 ** 2), unit: 'MiB' }], measured.startedAt, { zh: '回答本页的进程，自此时起运行', en: 'The process that answers this page, running since then' });
  }
}

/** A part that could not be asked. @param reason for the log and the reader; no address, no credential */
export function unansweredPart(kind: HealthPart['kind'], name: string, reason: string): HealthPart {
  return { kind, name, state: 'down', figures: [], since: null, note: { zh: `没有回答：${reason}`, en: `No answer: ${reason}` } };
}

/** All parts, the worst first, in the order of their kinds else. */
export function healthOf(parts: readonly HealthPart[], now: Date): Health {
  const sorted = parts.map((each, place) => ({ each, place })).sort((a, b) => order.indexOf(a.each.state) - order.indexOf(b.each.state) || a.place - b.place).map(({ each }) => each);
  return { at: now.toISOString(), state: sorted[0]?.state ?? 'working', parts: sorted };
}

function part({ kind }: Measured, name: string, state: HealthState, figures: HealthPart['figures'], since: Date | string | null, note: Name): HealthPart {
  return { kind, name, state, figures, since: since instanceof Date ? since.toISOString() : since, note };
}

function milliseconds(value: number): HealthPart['figures'][number] {
  return { name: { zh: '应答', en: 'answered in' }, value: Math.round(value), unit: 'ms' };
}

function count(name: Name, value: number): HealthPart['figures'][number] {
  return { name, value, unit: 'count' };
}
