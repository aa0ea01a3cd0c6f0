import { once } from 'node:events';
import { upgradeSnapshot, type BoardChange } from '@suqiao/contracts';
import { SupervisionStream } from './supervision.stream';

const province = { divisionCode: '370000', unitId: null, role: 'supervisor' } as const;
const jinan = { divisionCode: '370100', unitId: null, role: 'supervisor' } as const;
const lixiaMarket = { divisionCode: '370102', unitId: '370102-market-regulation', role: 'unitHandler' } as const;

function change(caseId: string): BoardChange {
  const unit = { unitId: '370102-market-regulation', name: { zh: '市场监管局', en: 'Market regulation' }, kind: 'department', level: 'county', divisionCode: '370102' } as const;
  const at = '2026-11-23T01:00:00.000Z';
  return {
    case: { light: 'green', ...upgradeSnapshot({
      caseId, trackingNumber: 'SQ20261123-00000000-0', channel: 'visit', title: '标题', appellantName: '企业', categoryCode: null, urgency: 'ordinary', unsure: [], divisionCode: '370102',
      level: 'county', state: 'dispatched', unit, policy: 'demonstration@1', clocks: { dueAt: at, dueSoonAt: at, stepDueAt: at, acceptBy: null, closeBy: null, provisional: false },
      fired: { acceptanceOverdue: false, dueSoon: false, overdue: false }, late: [], sequence: 1, receivedAt: at, dispatchedAt: at, acceptedAt: null, answeredAt: null, closedAt: null, answer: null,
    }) },
    transition: { type: 'dispatched', at, by: { kind: 'system' }, reason: null, text: null, fromState: null, fromUnitId: null, toUnitId: null },
  };
}

describe('SupervisionStream', () => {
  let stream: SupervisionStream;
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
    stream = new SupervisionStream();
  });
  afterEach(() => {
    stream.onModuleDestroy();
    jest.useRealTimers();
  });
  const textOf = (lines: { read(): unknown }) => String(lines.read() ?? '');

  it('tells a change to those whose jurisdiction holds it, and to nobody else', () => {
    const boards = [province, jinan, lixiaMarket, { divisionCode: '370200', unitId: null }, { divisionCode: '370102', unitId: '370102-federation' }].map((reader) => stream.open(reader));
    stream.push(change('c1'), { divisionPath: ['370102', '370100', '370000'], handledBy: ['370102-market-regulation'] });
    expect(boards.map((board) => textOf(board).includes('"caseId":"c1"'))).toEqual([true, true, true, false, false]);
  });

  it('writes one event with its data on one line', () => {
    const board = stream.open(province);
    stream.push({ ...change('c1'), transition: { ...change('c1').transition, reason: 'first\nsecond' } }, { divisionPath: ['370000'], handledBy: [] });
    expect(textOf(board)).toMatch(/^retry: 2000\n\nevent: change\ndata: \{[^\n]*\}\n\n$/);
  });

  it('sends a heartbeat each 15 seconds', () => {
    const board = stream.open(province);
    board.read();
    jest.advanceTimersByTime(14_999);
    expect(textOf(board)).toBe('');
    jest.advanceTimersByTime(1);
    expect(textOf(board)).toBe(': still here\n\n');
  });

  it('cuts off a reader who takes nothing, and no other', () => {
    const [asleep, awake] = [stream.open(province), stream.open(province)];
    const bigChange = { ...change('c1'), transition: { ...change('c1').transition, reason: 'x'.repeat(100_000) } };
    for (let count = 0; count < 15; count++) {
      stream.push(bigChange, { divisionPath: ['370000'], handledBy: [] });
      awake.read();
    }
    expect([asleep.destroyed, awake.destroyed]).toEqual([true, false]);
  });

  it('forgets a reader who went, and ends all when the process stops', async () => {
    const gone = stream.open(province);
    const staying = stream.open(province);
    staying.resume();
    gone.destroy();
    await once(gone, 'close');
    expect(stream.listening).toBe(1);
    stream.onModuleDestroy();
    // A consumer that still finishes its last record must not write behind the end.
    stream.push(change('c1'), { divisionPath: ['370000'], handledBy: [] });
    await once(staying, 'close');
    expect(stream.listening).toBe(0);
  });

  it('ends a stream after half an hour, so that its reader shows a fresh token', async () => {
    const board = stream.open(province);
    const closed = once(board, 'close');
    board.resume();
    jest.advanceTimersByTime(30 * 60 * 1000 - 1);
    for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate);
    expect([board.readableEnded, stream.listening]).toEqual([false, 1]);
    jest.advanceTimersByTime(1);
    await closed;
    expect([board.readableEnded, stream.listening]).toEqual([true, 0]);
  });
});
