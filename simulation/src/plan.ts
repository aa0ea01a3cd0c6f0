import type { NewAppeal } from '@suqiao/contracts';
import { OrderPlanner, type OrderStep } from './plan-orders';
import { randomOf, type Random } from './random';

/** A channel pushes. `reference` names the appeal in the whole simulation. */
export interface PushStep {
  readonly kind: 'push';
  readonly channel: string;
  readonly key: string;
  readonly appeal: NewAppeal;
}

/** Everything that can be killed. */
export const killable = ['app', 'worker', 'mongod', 'kafka', 'temporal'] as const;
export type Killable = (typeof killable)[number];

/** What a record is spoilt into: no JSON, an event that no contract knows, a division that no directory knows. */
export const poisonShapes = ['cut', 'unknownEvent', 'unknownDivision'] as const;
export type PoisonShape = (typeof poisonShapes)[number];

/** One decision. Places in what Kafka holds by then are shares in [0, 1) of it. */
export type Step =
  | PushStep
  | OrderStep
  | { readonly kind: 'together'; readonly steps: readonly (PushStep | OrderStep)[] }
  | { readonly kind: 'outage'; readonly part: Killable; readonly awayInMs: number }
  | { readonly kind: 'copies'; readonly shares: readonly number[]; readonly newestFirst: boolean }
  | { readonly kind: 'poison'; readonly shape: PoisonShape; readonly share: number }
  | { readonly kind: 'wait'; readonly forInMs: number };

const channels = ['hotline-12345', 'hotline-96178', 'digital-federation', 'visit'] as const;
const stepsPerOutage = 40;

/** Everything that a seed decides, in order. A pure function: what happens in the world changes no decision. */
export function planOf(seed: number, length: number): Step[] {
  const random = randomOf(seed);
  const parts = random.shuffled(killable);
  const pushes = new PushPlanner(seed, random);
  const orders = new OrderPlanner(seed, random);
  const outageAt = new Map(Array.from({ length: Math.ceil(length / stepsPerOutage) }, (_, index) =>
    [index * stepsPerOutage + 8 + random.below(stepsPerOutage / 2), parts[index % parts.length] ?? 'app'] as const));
  return Array.from({ length }, (_, index): Step => {
    const part = outageAt.get(index);
    if (part !== undefined) return { kind: 'outage', part, awayInMs: 300 + random.below(1200) };
    const dice = random.below(100);
    if (index < 3 || dice < 18) {
      const step = pushes.next();
      if (pushes.isNew) orders.add(step.appeal.channelReference);
      return step;
    }
    if (dice < 21) return { kind: 'together', steps: pushes.atOnce() };
    if (dice < 66) return orders.next();
    if (dice < 80) return { kind: 'together', steps: orders.atOnce() };
    if (dice < 87) return { kind: 'copies', shares: Array.from({ length: 6 }, () => random.below(1000) / 1000), newestFirst: random.chance(0.8) };
    if (dice < 91) return { kind: 'poison', shape: random.pick(poisonShapes), share: random.below(1000) / 1000 };
    return { kind: 'wait', forInMs: 300 + random.below(1500) };
  });
}

/** New appeals, and every way in which a channel repeats itself. */
class PushPlanner {
  readonly #taken: PushStep[] = [];
  #count = 0;
  isNew = false;

  constructor(private readonly seed: number, private readonly random: Random) {}

  next(): PushStep {
    const { random } = this;
    this.isNew = this.#taken.length < 3 || random.chance(0.55);
    if (this.isNew) return this.#keep(this.#new());
    const earlier = random.pick(this.#taken);
    switch (random.below(5)) {
      case 0:
        return this.#keep({ ...earlier, key: this.#name('k') });
      case 1:
        return { ...earlier, appeal: { ...earlier.appeal, title: `${earlier.appeal.title}（改）` } };
      case 2:
        return { ...earlier, appeal: { ...earlier.appeal, channelReference: this.#name('other') } };
      case 3: {
        const invalid = this.#new();
        return { ...invalid, appeal: { ...invalid.appeal, divisionCode: '999999' } };
      }
      default:
        return earlier;
    }
  }

  /** The same push twice at once, or one under two keys. */
  atOnce(): PushStep[] {
    const earlier = this.random.pick(this.#taken);
    return [earlier, this.random.chance(0.5) ? earlier : { ...earlier, key: this.#name('k') }];
  }

  #new(): PushStep {
    const { random } = this;
    const reference = this.#name('a');
    const isClear = random.chance(0.85);
    const appellant = { name: '济南样例机械有限公司', contact: '张小明', phone: '13812345678' };
    const appeal: NewAppeal = isClear
      ? { channelReference: reference, title: '公司变更登记被反复退回', content: '办理股权变更登记，窗口反复退回，已四次。', appellant, divisionCode: random.pick(['370102', '370102', '370202']), categoryCode: random.pick(['approvals.registration', 'taxes-and-fees.tax-refund']), ...(random.chance(0.1) && { confidential: true }) }
      // Sorting is unsure of this one: its jurisdiction is found by a person.
      : { channelReference: reference, title: '你好', content: '请回电', appellant };
    return { kind: 'push', channel: random.pick(channels), key: this.#name('k'), appeal };
  }

  #keep(step: PushStep): PushStep {
    this.#taken.push(step);
    return step;
  }

  #name(kind: string): string {
    return `s${String(this.seed)}-${kind}${String(++this.#count)}`;
  }
}
