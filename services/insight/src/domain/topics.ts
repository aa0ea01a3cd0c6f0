import type { Lexicon } from './lexicon';
import type { Profile } from './profile';
import { topicsKept, TopicSpace, type TopicSpaceState } from './topic-space';

/** Fewer messages have no topics yet: their words are compared as they are. */
const leastLearnedFrom = 128;
/** The space is learned from so many messages, evenly spaced: its cost does not grow with how many there are. */
const mostLearnedFrom = 3000;

/** Topics as plain JSON. */
export interface TopicsState {
  readonly space: TopicSpaceState;
  /** How many messages there were when it was learned. */
  readonly learnedAt: number;
}

/** Where each message lies in a space of topics, which is learned anew whenever there are twice as many messages. */
export class Topics {
  readonly #lexicon: Lexicon;
  #space: TopicSpace | undefined;
  #learnedAt = 0;
  /** Of messages that were foreseen, some; every how manyth; how many there were. */
  #foreseen: Profile[] = [];
  #stride = 1;
  #seen = 0;
  #places = new Int8Array(1024 * topicsKept);

  constructor(lexicon: Lexicon) {
    this.#lexicon = lexicon;
  }

  /** A message that will come: topics are learned from such before the first one is added. */
  foresee(profile: Profile): void {
    if (this.#seen % this.#stride === 0) this.#foreseen.push(profile);
    this.#seen += 1;
    if (this.#foreseen.length < 2 * mostLearnedFrom) return;
    this.#foreseen = this.#foreseen.filter((_, at) => at % 2 === 0);
    this.#stride *= 2;
  }

  /** Places the next message. @param profileAt messages by number, this one included */
  add(message: number, profileAt: (message: number) => Profile | undefined): void {
    if (this.#foreseen.length > 0) this.#learn(this.#foreseen, Math.max(this.#seen, message + 1));
    else if (message + 1 >= Math.max(leastLearnedFrom, 2 * this.#learnedAt)) this.#learn(Array.from({ length: message + 1 }, (_, at) => profileAt(at)).filter((profile) => profile !== undefined), message + 1);
    else {
      this.#place(message, profileAt(message));
      return;
    }
    for (let each = 0; each <= message; each++) this.#place(each, profileAt(each));
  }

  /** Cosine of where both lie, -1 to 1; undefined while there are no topics. */
  shared(a: number, b: number): number | undefined {
    if (this.#space === undefined) return undefined;
    let sum = 0;
    for (let topic = 0; topic < topicsKept; topic++) sum += (this.#places[a * topicsKept + topic] ?? 0) * (this.#places[b * topicsKept + topic] ?? 0);
    return sum / 127 ** 2;
  }

  state(): TopicsState | undefined {
    return this.#space === undefined ? undefined : { space: this.#space.state(), learnedAt: this.#learnedAt };
  }

  /** Topics as they were; the messages are to be added again. */
  static restore(lexicon: Lexicon, state: TopicsState | undefined): Topics {
    const topics = new Topics(lexicon);
    if (state === undefined) return topics;
    topics.#space = TopicSpace.restore(state.space);
    topics.#learnedAt = state.learnedAt;
    return topics;
  }

  #learn(profiles: readonly Profile[], messages: number): void {
    const stride = Math.ceil(profiles.length / mostLearnedFrom);
    this.#learnedAt = messages;
    this.#foreseen = [];
    if (messages >= leastLearnedFrom) this.#space = TopicSpace.learnedFrom(profiles.filter((_, at) => at % stride === 0), this.#lexicon);
  }

  #place(message: number, profile: Profile | undefined): void {
    if (this.#space === undefined || profile === undefined) return;
    if ((message + 1) * topicsKept > this.#places.length) {
      const grown = new Int8Array(Math.max(2 * this.#places.length, (message + 1) * topicsKept));
      grown.set(this.#places);
      this.#places = grown;
    }
    this.#space.place(profile, this.#places, message * topicsKept);
  }
}
