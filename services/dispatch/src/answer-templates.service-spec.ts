import type { Reader } from '@suqiao/contracts';
import { openMongo } from '@suqiao/infra/mongo';
import type { Connection } from 'mongoose';
import { AnswerTemplatesStore } from './answer-templates.store';

const handler = (over: Partial<Reader> = {}): Reader => ({ subject: 'one', name: '孙禾', role: 'unitHandler', level: 'county', divisionCode: '370102', unitId: '370102-taxation', ...over });

describe('templates of answers', () => {
  let connection: Connection;
  let store: AnswerTemplatesStore;
  beforeAll(async () => {
    connection = await openMongo({ ...process.env, MONGODB_URI: process.env['MONGODB_URI']?.replace('/?', `/answer-templates-${String(process.pid)}?`) }, 'dispatch-test');
    store = new AnswerTemplatesStore(connection);
    await store.onModuleInit();
  });
  afterAll(async () => {
    await connection.dropDatabase();
    await connection.close();
  });
  const namesFor = async (reader: Reader) => (await store.of(reader)).map(({ name, mine }) => `${name} ${String(mine)}`);

  it('are a person\'s own, and those that colleagues of the same unit share', async () => {
    const at = new Date('2026-11-23T01:00:00Z');
    const own = await store.save(handler(), { name: '退税', text: '已为贵司办理退税。', shared: false }, at);
    await store.save(handler(), { name: '补正', text: '请补正材料。', shared: true }, at);
    expect(own).toMatchObject({ name: '退税', text: '已为贵司办理退税。', mine: true, byName: '孙禾', savedAt: at.toISOString() });
    expect(await namesFor(handler())).toEqual(['补正 true', '退税 true'].sort());
    expect(await namesFor(handler({ subject: 'colleague' }))).toEqual(['补正 false']);
    expect(await namesFor(handler({ subject: 'neighbour', unitId: '370102-commerce' }))).toEqual([]);
    expect(await namesFor(handler({ subject: 'elsewhere', divisionCode: '370103', unitId: null }))).toEqual([]);
  });

  it('have names that a person uses once, and go only by who made them', async () => {
    expect(await store.save(handler(), { name: '退税', text: '另一份', shared: false }, new Date())).toBe('nameTaken');
    const [first] = await store.of(handler());
    expect([await store.remove('colleague', first?.templateId ?? ''), await store.remove('one', first?.templateId ?? ''), await store.remove('one', first?.templateId ?? '')]).toEqual([false, true, false]);
  });
});
