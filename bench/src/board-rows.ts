import { randomBytes } from 'node:crypto';
import { buildTrackingNumber, upgradeSnapshot, type CaseSnapshot, type Level, type Transition, type UnitReference } from '@suqiao/contracts';
import { directory, generateAppeal } from '@suqiao/directory';
import { firstRowOf, type BoardRow } from '@suqiao/supervision';
import { uuidv7 } from 'uuidv7';

const dayInMs = 24 * 3600 * 1000;
/** How far back the oldest closed case was received, and the oldest open one. */
const oldestInDays = { closed: 730, open: 90 } as const;
/** Shares of all cases, and of the open ones. */
const closedShare = 0.88;
const openStates: readonly (readonly [CaseSnapshot['state'], number])[] = [['dispatched', 0.12], ['returned', 0.01], ['accepted', 0.62], ['suspended', 0.05], ['answered', 0.2]];
/** Of the running cases: past their due date, and yellow; the others are due in up to twenty days. */
const overdueShare = 0.12;
const yellowShare = 0.1;

/** Uniform in [0, 1) from a seed (mulberry32): the same rows for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const counties = directory.divisions.filter(({ parentCode }) => parentCode !== null && directory.division(parentCode)?.parentCode !== null);
const cities = directory.divisions.filter(({ parentCode }) => parentCode === '370000');
const unitsByDivision = Map.groupBy(directory.units, ({ divisionCode }) => divisionCode);

/** Makes invented rows as the board keeps them, each through the board's own builder. */
export class RowMaker {
  constructor(private readonly random: () => number, private readonly nowInMs: number) {}

  row(): BoardRow {
    const { random } = this;
    const { appeal, channel, expectedCategory } = generateAppeal(random);
    const divisionCode = this.#division();
    const path = directory.divisionPath(divisionCode);
    const state = random() < closedShare ? 'closed' : this.#openState();
    const level = this.#level(path);
    const unit = this.#unit(path, level);
    const times = this.#times(state);
    const steps = 3 + Math.floor(random() * 5);
    const caseId = uuidv7();
    const iso = (inMs: number) => new Date(inMs).toISOString();
    const done = state === 'answered' || state === 'closed';
    const by = { kind: 'person', subject: 'handler', name: '承办人', role: 'unitHandler', unitId: unit.unitId } as const;
    const base = upgradeSnapshot({
      caseId, trackingNumber: buildTrackingNumber(iso(times.receivedInMs + 8 * 3600 * 1000).slice(0, 10).replaceAll('-', ''), randomBytes(8)), channel, title: appeal.title, appellantName: appeal.appellant.name,
      categoryCode: expectedCategory, urgency: 'ordinary', unsure: state !== 'closed' && random() < 0.04 ? ['category'] : [], divisionCode, level, state: 'accepted', unit, policy: 'shandong-enterprise-2020@1',
      clocks: { dueAt: iso(times.dueInMs), dueSoonAt: iso(times.yellowInMs), stepDueAt: iso(times.dueInMs), acceptBy: null, closeBy: null, provisional: false },
      fired: { acceptanceOverdue: false, dueSoon: false, overdue: false }, late: [], sequence: steps, receivedAt: iso(times.receivedInMs), dispatchedAt: iso(times.receivedInMs + 2000),
      acceptedAt: state === 'dispatched' ? null : iso(times.receivedInMs + dayInMs / 2), answeredAt: done ? iso(times.answeredInMs) : null, closedAt: state === 'closed' ? iso(times.answeredInMs + dayInMs) : null,
      answer: done ? '经核实，已按规定办理，并已向企业说明办理依据、结果和后续联系方式。'.repeat(3) : null,
    });
    const snapshot: CaseSnapshot = {
      ...base, state, confidential: random() < 0.01,
      request: state !== 'closed' && random() < 0.02 ? { kind: 'extension', reason: '需要时间', by, at: iso(times.receivedInMs + dayInMs), extendBy: { unit: 'workingDays', amount: 5 }, until: null } : null,
    };
    const transition: Transition = { type: 'commented', at: iso(times.receivedInMs), by, reason: null, text: appeal.content.slice(0, 120), fromState: null, fromUnitId: null, toUnitId: null };
    const first = firstRowOf({ snapshot, transition, divisionPath: path });
    // Who had it before: the federation that sorted it, or the unit below that was late.
    const before = random() < 0.4 || level !== directory.lowestLevel(divisionCode) ? [`${divisionCode}-federation`] : [];
    return { ...first, handledBy: [...new Set([...first.handledBy, ...before])], timeline: Array.from({ length: steps }, (_, index) => ({ ...transition, sequence: index + 1 })) };
  }

  /** Counties mostly, some of them far busier than others; a tenth at a city itself, a few at the province. */
  #division(): string {
    const draw = this.random();
    const among = draw < 0.02 ? ['370000'] : (draw < 0.12 ? cities : counties).map(({ code }) => code);
    return among[Math.floor(this.random() ** 2 * among.length)] ?? '370000';
  }

  #openState(): CaseSnapshot['state'] {
    let draw = this.random();
    for (const [state, share] of openStates) if ((draw -= share) < 0) return state;
    return 'accepted';
  }

  #level(path: readonly string[]): Level {
    const rise = this.random() < 0.85 ? 0 : this.random() < 0.8 ? 1 : 2;
    return directory.lowestLevel(path[Math.min(rise, path.length - 1)] ?? '370000');
  }

  #unit(path: readonly string[], level: Level): UnitReference {
    const code = path.find((one) => directory.lowestLevel(one) === level) ?? '370000';
    const units = unitsByDivision.get(code) ?? [];
    const { unitId, name, kind, level: unitLevel, divisionCode } = this.random() < 0.2 ? directory.federationOf(code) : units[Math.floor(this.random() * units.length)] ?? directory.federationOf(code);
    return { unitId, name, kind, level: unitLevel, divisionCode };
  }

  /** Everything happens in office hours, on all days of the week: a bench needs no calendar. */
  #times(state: CaseSnapshot['state']): Readonly<Record<'receivedInMs' | 'dueInMs' | 'yellowInMs' | 'answeredInMs', number>> {
    const { random, nowInMs } = this;
    const office = (inMs: number) => Math.floor(inMs / dayInMs) * dayInMs + Math.floor((0.5 + random() * 9) * 3600) * 1000;
    const receivedInMs = office(nowInMs - dayInMs * (1 + random() * (state === 'closed' ? oldestInDays.closed : oldestInDays.open)));
    const answeredInMs = Math.min(nowInMs, receivedInMs + dayInMs * (1 + random() * 12));
    if (state === 'closed' || state === 'answered') return { receivedInMs, answeredInMs, dueInMs: office(receivedInMs + 21 * dayInMs), yellowInMs: receivedInMs + 20 * dayInMs };
    const draw = random();
    const dueInMs = office(draw < overdueShare ? nowInMs - dayInMs * random() ** 2 * 60 : draw < overdueShare + yellowShare ? nowInMs + dayInMs * random() * 1.5 : nowInMs + dayInMs * (1 + random() * 20));
    return { receivedInMs, answeredInMs, dueInMs, yellowInMs: dueInMs - dayInMs };
  }
}
