import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { SuqiaoEvent, Topic } from '@suqiao/contracts';
import type { EventBus, Subscription } from '@suqiao/infra/kafka';

/**
 * Hears a topic as every consumer must: records come at least once, and one that comes again is the same fact.
 * @param keep which events are heard
 * @returns what was heard, each fact once, in the order of its first coming; another fact under the same id stays in it,
 * for the test to see
 */
export function hear<Event extends SuqiaoEvent>(bus: EventBus, topic: Topic, keep: (event: SuqiaoEvent) => event is Event): { readonly heard: Event[]; readonly subscription: Subscription } {
  const heard: Event[] = [];
  const subscription = bus.subscribe({
    consumer: `heard-${randomUUID()}`, topics: [topic],
    handle: (event) => {
      if (!keep(event)) return Promise.resolve();
      const isAgain = heard.some((before) => before.id === event.id && isDeepStrictEqual(before, event));
      if (!isAgain) heard.push(event);
      return Promise.resolve();
    },
  });
  return { heard, subscription };
}
