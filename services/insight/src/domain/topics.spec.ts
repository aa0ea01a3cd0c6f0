import { messageOf } from '../message-file';
import { Lexicon } from './lexicon';
import { placesOf, profileOf, type Profile } from './profile';
import { Topics, type TopicsState } from './topics';

/** As many kinds of matter as there are topics, each told in one of two vocabularies, and now and then in both. */
const lexicon = new Lexicon();
const kinds = [...'abcdefghijklmnopqrst'].flatMap((first) => [...'xy'].map((second) => first + second));
const texts = Array.from({ length: 6 }, (_, round) => kinds.map((word) => [`${word}one ${word}two`, `${word}three ${word}four`, `${word}one ${word}two ${word}three ${word}four`][round % 3] ?? '')).flat();
const profiles = texts.map((title, at) => {
  const profile = profileOf(messageOf({ id: String(at), user: '', title, detail: '', atMs: at }), lexicon);
  lexicon.count(placesOf(profile));
  return profile;
});
const profileAt = (message: number): Profile | undefined => profiles[message];
const addAll = (topics: Topics) => {
  for (const message of profiles.keys()) topics.add(message, profileAt);
  return topics;
};
/** One matter in each of its vocabularies, and another. */
const [here, there, other] = [0, kinds.length, 1];

describe('Topics', () => {
  it('are not known from few messages', () => {
    const topics = new Topics(lexicon);
    for (let message = 0; message < 100; message++) topics.add(message, profileAt);
    expect(topics.shared(here, there)).toBeUndefined();
    expect(topics.state()).toBeUndefined();
  });

  it('tie texts without a word in common by third ones, as they come and when they were foreseen', () => {
    const foreseen = new Topics(lexicon);
    for (const profile of profiles) foreseen.foresee(profile);
    for (const topics of [addAll(new Topics(lexicon)), addAll(foreseen)]) {
      expect(topics.shared(here, here)).toBeCloseTo(1, 1);
      expect(topics.shared(here, there)).toBeGreaterThan(0.3 + (topics.shared(here, other) ?? 1));
      expect(topics.shared(here, there)).toBe(topics.shared(there, here));
      expect(topics.shared(here, other)).toBeLessThan(0.2);
    }
  });

  it('go on from their state as they were, whatever is counted since', () => {
    const whole = addAll(new Topics(lexicon));
    const state: TopicsState = JSON.parse(JSON.stringify(whole.state()));
    const later = Lexicon.restore(lexicon.state());
    later.count([1, 2, 3]);
    const restored = addAll(Topics.restore(later, state));
    for (let message = 0; message < profiles.length; message++) expect(restored.shared(here, message)).toBe(whole.shared(here, message));
  });
});
