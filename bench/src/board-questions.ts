import { directory } from '@suqiao/directory';
import type { BoardRow } from '@suqiao/supervision';
import type { mongo } from 'mongoose';
import { z } from 'zod';
import type { HttpClient } from './http-client';

/** What a page of the console asks, by a sample user. Each call of `path` asks for another place where there is a choice. */
export interface BoardBenchQuestion {
  readonly name: string;
  readonly reader: string;
  readonly path: () => string;
}

/** What questions are made with. */
export interface AskedOf {
  readonly random: () => number;
  readonly rows: mongo.Collection<BoardRow>;
  readonly nowInMs: number;
  readonly http: HttpClient;
  readonly token: (username: string) => string;
}

const dayInMs = 24 * 3600 * 1000;
const cities = directory.divisions.filter(({ parentCode }) => parentCode === '370000').map(({ code }) => code);
const states = ['overdue', 'dueSoon', 'notAccepted', 'unsure', 'open', 'answered', 'closed'] as const;
const board = '/api/v1/supervision';
const watched = 200;
const [province, city, county, head, analyst] = ['supervisor-province', 'supervisor-jinan', 'supervisor-lixia', 'head-jinan-federation', 'analyst'];

/** Every question of the board's pages: figures, lists with each filter, deep pages, windows of time, numbers, a case, a watch list, the digest. */
export async function boardQuestions(asked: AskedOf): Promise<BoardBenchQuestion[]> {
  const { random, nowInMs, rows } = asked;
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[Math.floor(random() * items.length)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  };
  const day = (offset: number) => new Date(nowInMs + 8 * 3600 * 1000 + offset * dayInMs).toISOString().slice(0, 10);
  /** The cursor of a page in the middle of a list: the place that a day's first row has. */
  const deep = (offset: number) => Buffer.from(JSON.stringify([new Date(nowInMs + offset * dayInMs).toISOString(), ''])).toString('base64url');
  const list = (name: string, reader: string, query: () => string): BoardBenchQuestion => ({ name: `清单 list: ${name}`, reader, path: () => `${board}/cases?${query()}` });
  const summary = (name: string, reader: string, query: () => string): BoardBenchQuestion => ({ name: `看板 figures: ${name}`, reader, path: () => `${board}/summary?${query()}` });
  const sample = await rows.aggregate<Pick<BoardRow, '_id' | 'snapshot'>>([{ $sample: { size: watched } }, { $project: { snapshot: 1 } }]).toArray();
  const watchList = await newWatchList(asked, sample.map(({ _id }) => _id));
  return [
    ...[province, city, county, head, analyst].map((reader) => summary('all', reader, () => '')),
    summary('a city', province, () => `division=${pick(cities)}`),
    summary('above the reader', city, () => 'division=370000'),
    ...[province, city, county, head, analyst].flatMap((reader) => states.map((state) => list(state, reader, () => `state=${state}`))),
    ...states.map((state) => list(`${state} in a city`, province, () => `state=${state}&division=${pick(cities)}`)),
    ...states.map((state) => list(`${state} at a level`, province, () => `state=${state}&level=${pick(['county', 'city', 'province'])}`)),
    list('open, a city itself', province, () => `state=open&division=${pick(cities)}&directly=true`),
    list('closed, a city itself, province level', province, () => `state=closed&division=${pick(cities)}&directly=true&level=province`),
    list('all', province, () => 'state=all'),
    list('open in a city', head, () => `state=open&division=${pick(cities)}`),
    list('closed, deep', province, () => `state=closed&cursor=${deep(-700 * random())}`),
    list('all, deep', analyst, () => `state=all&cursor=${deep(-700 * random())}`),
    list('open, deep', city, () => `state=open&cursor=${deep(20 * random())}`),
    list('overdue, deep', province, () => `state=overdue&cursor=${deep(-30 * random())}`),
    list('due soon, last page', province, () => `state=dueSoon&cursor=${deep(1.2)}`),
    list('due soon, last page', city, () => `state=dueSoon&cursor=${deep(1.2)}`),
    list('unsure, last page', province, () => `state=unsure&cursor=${deep(19)}`),
    list('closed, deep', head, () => `state=closed&cursor=${deep(-700 * random())}`),
    list('due on a day', province, () => `state=running&dueFrom=${day(3)}&dueTo=${day(3)}`),
    list('due in a year', province, () => `state=all&dueFrom=${day(-365)}&dueTo=${day(0)}`),
    list('answered on a day', province, () => `state=all&answeredFrom=${day(-2)}&answeredTo=${day(-2)}`),
    list('answered in a month', city, () => `state=all&answeredFrom=${day(-30)}&answeredTo=${day(0)}`),
    ...[province, city].map((reader) => list('waiting for approval', reader, () => 'waiting=approval')),
    list('a number', province, () => `state=all&q=${pick(sample).snapshot.trackingNumber}`),
    list('a day of numbers', city, () => `state=all&q=${pick(sample).snapshot.trackingNumber.slice(0, 10)}`),
    list('open, 200 rows', province, () => 'state=open&limit=200'),
    { name: '案件 a case', reader: province, path: () => `${board}/cases/${pick(sample)._id}` },
    { name: '关注清单 watch list', reader: province, path: () => `${board}/watch-lists/${watchList}/cases` },
    ...[province, city, county, head].map((reader) => ({ name: '每日摘要 digest', reader, path: () => `${board}/digest?day=${day(0)}` })),
  ];
}

const idSchema = z.object({ id: z.uuid() });

async function newWatchList({ http, token }: AskedOf, caseIds: readonly string[]): Promise<string> {
  const json = async (path: string, body: unknown) => {
    const { status, text } = await http.call('POST', `${board}/watch-lists${path}`, token(province), JSON.stringify(body));
    if (status >= 300) throw new Error(`the watch list was answered with ${String(status)}: ${text.slice(0, 300)}`);
    return idSchema.parse(JSON.parse(text)).id;
  };
  const id = await json('', { name: 'bench' });
  for (const caseId of caseIds) await json(`/${id}/cases`, { caseId });
  return id;
}
