import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { CurrentChannelInfo } from '@suqiao/infra/auth';
import { durable, MONGO } from '@suqiao/infra/mongo';
import type { Collection, Connection } from 'mongoose';
import type { Open311Place } from './domain/open311-form';
import type { Open311Query, Open311Selection } from './domain/open311-query';
import { unsortedService } from './domain/open311-services';
import type { AppealDocument } from './intake.store';

/** What of an appeal its request shows. */
export type RequestedAppeal = Pick<AppealDocument, '_id' | 'trackingNumber' | 'channelReference' | 'content' | 'receivedAt' | 'given' | 'case' | 'lead'>;

/** The channel that asks; by a sandbox key it has its sandbox appeals only. */
type Asker = Pick<CurrentChannelInfo, 'name' | 'sandbox'>;

interface PlaceDocument extends Open311Place {
  readonly _id: string;
}

const shown = { trackingNumber: 1, channelReference: 1, content: 1, receivedAt: 1, given: 1, case: 1, lead: 1 } as const;

/** Places of appeals that came by Open311, and appeals as Open311 asks for them: always a channel's own. */
@Injectable()
export class Open311Store implements OnModuleInit {
  readonly #appeals: Readonly<Record<'real' | 'sandbox', Collection<AppealDocument>>>;
  readonly #places: Collection<PlaceDocument>;

  constructor(@Inject(MONGO) connection: Connection) {
    this.#appeals = { real: connection.collection<AppealDocument>('appeals'), sandbox: connection.collection<AppealDocument>('sandbox_appeals') };
    this.#places = connection.collection<PlaceDocument>('open311-places');
  }

  async onModuleInit(): Promise<void> {
    for (const appeals of Object.values(this.#appeals)) await appeals.createIndex({ channel: 1, receivedAt: -1, _id: -1 }, { name: 'channel_received' });
  }

  /** A page of a channel's appeals, newest first, and whether there is another. */
  async list(channel: Asker, { selection, page, pageSize }: Open311Query): Promise<{ readonly appeals: readonly RequestedAppeal[]; readonly isMore: boolean }> {
    const found = await this.#appealsOf(channel)
      .find<RequestedAppeal>({ channel: channel.name, $and: conditionsOf(selection) }, { projection: shown })
      .sort({ receivedAt: -1, _id: -1 }).skip((page - 1) * pageSize).limit(pageSize + 1).toArray();
    return { appeals: found.slice(0, pageSize), isMore: found.length > pageSize };
  }

  find(channel: Asker, trackingNumber: string): Promise<RequestedAppeal | null> {
    return this.#appealsOf(channel).findOne<RequestedAppeal>({ channel: channel.name, trackingNumber }, { projection: shown });
  }

  #appealsOf({ sandbox }: Asker): Collection<AppealDocument> {
    return this.#appeals[sandbox ? 'sandbox' : 'real'];
  }

  /**
   * Keeps where an appeal's matter is, before the appeal itself: so none is ever without its place. The first one stays.
   * @returns whether it was new
   */
  async keepPlace(channel: Asker, channelReference: string, place: Open311Place): Promise<boolean> {
    const written = await this.#places.updateOne({ _id: placeId(channel, channelReference) }, { $setOnInsert: place }, { upsert: true, writeConcern: durable });
    return written.upsertedCount > 0;
  }

  /** Forgets a place whose appeal was refused. */
  async dropPlace(channel: Asker, channelReference: string): Promise<void> {
    await this.#places.deleteOne({ _id: placeId(channel, channelReference) });
  }

  /** Places by the channel's own numbers. */
  async placesOf(channel: Asker, appeals: readonly RequestedAppeal[]): Promise<ReadonlyMap<string, Open311Place>> {
    const references = new Map(appeals.map(({ channelReference }) => [placeId(channel, channelReference), channelReference]));
    const found = await this.#places.find({ _id: { $in: [...references.keys()] } }).toArray();
    return new Map(found.map(({ _id, ...place }) => [references.get(_id) ?? '', place]));
  }
}

function placeId({ name, sandbox }: Asker, channelReference: string): string {
  return JSON.stringify(sandbox ? [name, channelReference, 'sandbox'] : [name, channelReference]);
}

function conditionsOf(selection: Open311Selection): Record<string, unknown>[] {
  if ('trackingNumbers' in selection) return [{ trackingNumber: { $in: selection.trackingNumbers } }];
  const { from, to, serviceCodes, status } = selection;
  return [
    { receivedAt: { $gte: from, $lte: to } },
    ...(serviceCodes === null ? [] : [{ $or: inServices(serviceCodes) }]),
    ...(status === null ? [] : [status === 'closed' ? { $or: closed } : { $nor: closed }]),
  ];
}

/** As the case says, else as the channel said; `others` is also what nobody has sorted yet. */
function inServices(codes: readonly string[]): Record<string, unknown>[] {
  const asked = { $in: codes };
  return [
    { 'case.categoryCode': asked },
    { 'case.categoryCode': null, 'given.categoryCode': asked },
    ...(codes.includes(unsortedService) ? [{ 'case.categoryCode': null, 'given.categoryCode': null }] : []),
  ];
}

/** 并案: what was merged is closed when the case that went on is. */
const closed: Record<string, unknown>[] = [
  { 'case.state': 'closed', 'case.mergedInto': null },
  { 'case.state': 'closed', 'case.mergedInto': { $ne: null }, lead: null },
  { 'case.mergedInto': { $ne: null }, 'lead.state': 'closed' },
];
