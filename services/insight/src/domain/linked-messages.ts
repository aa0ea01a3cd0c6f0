import { CandidateIndex } from './candidate-index';
import { wordBreak, type Telling } from './group-picture';
import { Lexicon, type LexiconState } from './lexicon';
import type { Message } from './message';
import { Neighbours } from './neighbours';
import { probability } from './pair-model';
import { leastAlike, samenessOf, type GroupingRules } from './pair-sameness';
import { nameDifferentThings, signalsOf } from './pair-signals';
import { placesOf, profileOf, sharedWords, type Profile } from './profile';
import { Topics, type TopicsState } from './topics';

/** A message as it is kept. */
interface Kept {
  readonly id: string;
  readonly profile: Profile;
  readonly telling: Telling;
}

/** Linked messages as plain JSON; they refer to one another by their place in `messages`. */
export interface LinkedMessagesState {
  readonly lexicon: LexiconState;
  /** None while there are too few messages. */
  readonly topics?: TopicsState;
  readonly messages: readonly (Omit<Profile, 'cells'> & Omit<Telling, 'writer' | 'atMs'> & { readonly id: string; readonly cells: readonly number[]; readonly neighbours: readonly (readonly [number, number])[] })[];
}

/** Messages by number in the order in which they came, each linked to those that it is like. */
export class LinkedMessages {
  readonly #rules: GroupingRules;
  readonly #lexicon: Lexicon;
  readonly #index: CandidateIndex;
  readonly #numbers = new Map<string, number>();
  readonly #kept: Kept[] = [];
  readonly #topics: Topics;
  readonly #neighbours = new Neighbours();
  /** Messages whose words were counted beforehand. */
  readonly #counted = new Set<string>();
  #compared = 0;

  constructor(rules: GroupingRules, lexicon = new Lexicon(), topics = new Topics(lexicon)) {
    this.#rules = rules;
    this.#lexicon = lexicon;
    this.#topics = topics;
    this.#index = new CandidateIndex(lexicon);
  }

  /** Pairs of messages that were compared so far. */
  get compared(): number {
    return this.#compared;
  }

  get lexicon(): Lexicon {
    return this.#lexicon;
  }

  /** Counts a message's words before any is added, so that what is rare is known from the first message on. */
  foresee(message: Message): void {
    if (this.#counted.has(message.id)) return;
    this.#counted.add(message.id);
    const profile = profileOf(message, this.#lexicon);
    this.#lexicon.count(placesOf(profile));
    this.#topics.foresee(profile);
  }

  /** Takes a message in. @returns its number; undefined when it is known already: nothing changes */
  add(message: Message): number | undefined {
    if (this.#numbers.has(message.id)) return undefined;
    const profile = profileOf(message, this.#lexicon);
    if (!this.#counted.delete(message.id)) this.#lexicon.count(placesOf(profile));
    const candidates = this.#index.candidatesOf(profile);
    const { id, titleWords, division, enterprise } = message;
    const number = this.#keep(id, profile, { title: titleWords.join(wordBreak), ...(division === undefined ? {} : { division }), ...(enterprise === undefined ? {} : { enterprise }) });
    for (const other of candidates) {
      const known = this.#kept[other]?.profile;
      if (known === undefined || nameDifferentThings(profile, known, this.#lexicon)) continue;
      this.#compared += 1;
      const alike = probability(this.#rules.alike, signalsOf(profile, known, this.#lexicon, this.#topics.shared(number, other)));
      if (alike >= leastAlike) this.#neighbours.link(number, other, alike);
    }
    return number;
  }

  /** How probably a message's neighbours are about the same matter as it. */
  samenessOf(message: number): Map<number, number> {
    return samenessOf(message, this.#neighbours, this.#rules.same);
  }

  numberOf(id: string): number | undefined {
    return this.#numbers.get(id);
  }

  idOf(message: number): string {
    return this.#kept[message]?.id ?? '';
  }

  tellingsOf(messages: readonly number[]): Telling[] {
    return messages.flatMap((message) => this.#kept[message]?.telling ?? []);
  }

  /** The rarest words that both hold. */
  sharedWords(a: number, b: number): string[] {
    const [left, right] = [this.#kept[a]?.profile, this.#kept[b]?.profile];
    return left === undefined || right === undefined ? [] : sharedWords(left, right, this.#lexicon);
  }

  state(): LinkedMessagesState {
    const messages = this.#kept.map(({ id, profile: { cells, ...profile }, telling: { title, division, enterprise } }, number) => ({
      id, ...profile, cells: [...cells], title, neighbours: this.#neighbours.of(number).map(({ message, probability: alike }): [number, number] => [message, alike]),
      ...(division === undefined ? {} : { division }), ...(enterprise === undefined ? {} : { enterprise }),
    }));
    const topics = this.#topics.state();
    return { lexicon: this.#lexicon.state(), ...(topics === undefined ? {} : { topics }), messages };
  }

  static restore(rules: GroupingRules, { lexicon, topics, messages }: LinkedMessagesState): LinkedMessages {
    const counted = Lexicon.restore(lexicon);
    const linked = new LinkedMessages(rules, counted, Topics.restore(counted, topics));
    for (const { id, cells, neighbours, title, division, enterprise, ...profile } of messages) {
      const number = linked.#keep(id, { ...profile, cells: Int32Array.from(cells) }, { title, ...(division === undefined ? {} : { division }), ...(enterprise === undefined ? {} : { enterprise }) });
      linked.#neighbours.restore(number, neighbours);
    }
    return linked;
  }

  #keep(id: string, profile: Profile, told: Omit<Telling, 'writer' | 'atMs'>): number {
    const number = this.#kept.length;
    this.#numbers.set(id, number);
    this.#kept.push({ id, profile, telling: { ...told, atMs: profile.atMs, writer: profile.user } });
    this.#neighbours.add();
    this.#topics.add(number, (message) => this.#kept[message]?.profile);
    this.#index.add(number, profile);
    return number;
  }
}
