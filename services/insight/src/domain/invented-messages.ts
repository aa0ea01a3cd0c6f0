import { inventedTopics, type InventedTopic } from './invented-topics';
import type { Message } from './message';
import { randomOf } from './seeded-random';

/** An invented message as text, and the matter that it is about. */
export interface InventedMessage {
  readonly text: Omit<Message, 'titleWords' | 'detailWords'>;
  readonly matter: string;
}

const syllables = [...'云栖锦绣恒丰瑞祥泰和华盛嘉禾润泽安康宏远明德金桥银杏翠湖蓝湾东岭西泉南塘北辰星河月亭松涛竹溪梅园兰亭鹤鸣凤台龙腾虎丘玉泉石桥柳岸槐荫沁园涌泉鼎新启航博文致远'];
const kinds = ['产业园', '商贸城', '科技园', '花园小区', '大厦', '工业园', '物流园', '市场', '学校', '家园', '公司', '广场'];
const fillers = ['尊敬的领导，您好', '我是这里的一名经营者', '感谢您百忙之中阅读', '盼望早日得到答复', '已经多次反映没有结果', '请相关部门调查核实'];
/** So many messages in ten tell a matter that nobody told before; the others one of an earlier message: sizes fall as a power (Yule 1925). */
const newShare = 0.4;
const sameWriterShare = 0.25;
const minuteInMs = 60_000;
const startsAtMs = Date.UTC(2025, 0, 1);

/** A matter: a topic at a name. Names are drawn anew for each, topics repeat: most matters differ from others by their name alone. */
interface Matter {
  readonly name: string;
  readonly topic: InventedTopic;
  lastWriter: string;
}

/** A stream of invented messages in order of time, determined by the seed: few matters told often, most told once. */
export function* inventedMessages(count: number, seed: number): Generator<InventedMessage> {
  const random = randomOf(seed);
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)];
  const matters: Matter[] = [];
  const matterOf = new Int32Array(count);
  for (let at = 0; at < count; at++) {
    const isNew = at === 0 || random() < newShare;
    const number = isNew ? matters.length : (matterOf[Math.floor(random() * at)] ?? 0);
    matterOf[at] = number;
    const writer = `u${String(Math.floor(random() * 1e9))}`;
    if (isNew) {
      const name = Array.from({ length: 2 + Math.floor(random() * 2) }, () => pick(syllables) ?? '').join('') + (pick(kinds) ?? '');
      matters.push({ name, topic: pick(inventedTopics) ?? { titles: [], sentences: [] }, lastWriter: writer });
    }
    const matter = matters[number] ?? { name: '', topic: { titles: [], sentences: [] }, lastWriter: '' };
    const user = random() < sameWriterShare ? matter.lastWriter : writer;
    matter.lastWriter = user;
    const told = matter.topic.sentences.filter(() => random() < 0.5);
    const detail = [pick(fillers), `我单位位于${matter.name}`, ...told, pick(fillers)].join('，');
    yield { text: { id: `m${String(at)}`, user, title: (pick(matter.topic.titles) ?? '').replace('@', matter.name), detail, atMs: startsAtMs + at * minuteInMs }, matter: String(number) };
  }
}
