import { randomUUID } from 'node:crypto';
import { EventBus } from '@suqiao/infra/kafka';

/** A bus with groups of its own, so that no other dispatch takes its records. */
export class OwnBus extends EventBus {
  readonly #suffix = randomUUID();

  override subscribe(options: Parameters<EventBus['subscribe']>[0]) {
    return super.subscribe({ ...options, consumer: `${options.consumer}-${this.#suffix}` });
  }
}
