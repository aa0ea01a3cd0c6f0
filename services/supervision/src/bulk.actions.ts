import { Inject, Injectable } from '@nestjs/common';
import type { BulkPreviewRequest, BulkReason, CaseSnapshot, Reader } from '@suqiao/contracts';
import { ProblemError } from '@suqiao/infra/http';
import { mayIssue } from './domain/order-permission';
import { hindranceText, RemindersAsking } from './reminders.asking';
import { RemindersStore } from './reminders.store';
import { SupervisionOrdersIssuing } from './supervision-orders.issuing';
import { SupervisionOrdersStore } from './supervision-orders.store';

/** What is to be done to each case, with its words. */
export type BulkWords = { readonly action: 'remind'; readonly text?: string | undefined } | Pick<Extract<BulkPreviewRequest, { action: 'order' }>, 'action' | 'demand' | 'within'>;

/** Does one thing to one case, once a key however often it is told to. */
export interface BulkDoer {
  /** Why it can't be done to some cases now, by case. */
  hindrances(reader: Reader, snapshots: readonly CaseSnapshot[], now: Date): Promise<ReadonlyMap<string, BulkReason>>;
  /** What was made under a key, by its id; `null` when nothing was yet. */
  made(reader: Reader, key: string): Promise<string | null>;
  /** Does it. @returns the id of what was made; throws ProblemError when it is refused */
  make(reader: Reader, caseId: string, key: string): Promise<string>;
}

/** The doers of bulk actions, made of what does each of them singly. */
@Injectable()
export class BulkActions {
  constructor(
    @Inject(RemindersAsking) private readonly asking: RemindersAsking,
    @Inject(RemindersStore) private readonly reminders: RemindersStore,
    @Inject(SupervisionOrdersIssuing) private readonly issuing: SupervisionOrdersIssuing,
    @Inject(SupervisionOrdersStore) private readonly orders: SupervisionOrdersStore,
  ) {}

  doerOf(words: BulkWords): BulkDoer {
    return words.action === 'remind' ? this.#reminding(words.text) : this.#ordering(words);
  }

  #reminding(text: string | undefined): BulkDoer {
    return {
      hindrances: async (reader, snapshots, now) => {
        const hindered = await this.asking.hindrances(reader, snapshots, now);
        return new Map(snapshots.flatMap(({ caseId, unit }) => {
          const hindrance = hindered.get(caseId);
          if (hindrance === undefined) return [];
          const words = hindranceText(hindrance, unit);
          return [[caseId, { rule: hindrance.rule, zh: words['zh-CN'], en: words.en }]];
        }));
      },
      made: async ({ subject }, key) => (await this.reminders.findAsked(`${subject} ${key}`))?.row.id ?? null,
      make: async (reader, caseId, key) => (await this.asking.byPerson(reader, caseId, text === undefined ? {} : { text }, key)).row.id,
    };
  }

  #ordering({ demand, within }: Extract<BulkWords, { action: 'order' }>): BulkDoer {
    return {
      hindrances: (reader, snapshots) => Promise.resolve(new Map(snapshots.flatMap((snapshot) => {
        const reason = orderHindrance(reader, snapshot);
        return reason === null ? [] : [[snapshot.caseId, reason]];
      }))),
      made: async ({ subject }, key) => (await this.orders.findIssued({ kind: 'idempotency', issuedUnder: `${subject} ${key}`, askedDigest: '' }))?.order.orderId ?? null,
      make: async (reader, caseId, key) => (await this.issuing.byPerson(reader, { caseId, demand, ...(within !== undefined && { within }) }, key)).order.orderId,
    };
  }
}

function orderHindrance(reader: Reader, snapshot: CaseSnapshot): BulkReason | null {
  if (snapshot.state === 'closed') return { rule: 'order.closed', zh: '案件已办结，不能下达督办单', en: 'The case is closed: no order can be issued' };
  return mayIssue(reader, snapshot) ? null : { rule: 'order.level', zh: '督办单由案件现在层级以上的督办人员下达', en: 'A supervisor above the case\'s present level issues the order' };
}

/** A refusal as a case's reason; `null` for trouble that passes, after which the case is tried again. */
export function reasonOf(error: unknown): BulkReason | null {
  if (!(error instanceof ProblemError) || error.status >= 500) return null;
  const inLanguage = (language: 'zh-CN' | 'en') => {
    const { title, detail } = error.toProblem(language, '');
    return detail ?? title;
  };
  return { rule: error.details.errors?.[0]?.rule ?? error.type, zh: inLanguage('zh-CN'), en: inLanguage('en') };
}
