import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { PolicyDetails } from '@suqiao/contracts';
import type { PagePosition } from '@suqiao/infra/http';
import { duplicateKey, MONGO } from '@suqiao/infra/mongo';
import { mongo, type Connection } from 'mongoose';
import { firstPolicies } from './domain/first-policies';
import { weighed, type WeighedWord } from './domain/knowledge';
import { wordsOfText } from './knowledge.words';

/** A policy as stored. */
export interface PolicyDocument extends PolicyDetails {
  readonly _id: string;
  readonly words: readonly WeighedWord[];
  readonly version: number;
  readonly changedAt: Date;
  readonly changedByName: string | null;
}

/** More than a library of one province has in force at a time. */
const mostInForce = 2000;

/** 政策库: what applies to enterprises, as analysts enter it. */
@Injectable()
export class PoliciesStore implements OnModuleInit {
  readonly #policies: mongo.Collection<PolicyDocument>;

  constructor(@Inject(MONGO) connection: Connection) {
    this.#policies = connection.getClient().db(connection.name).collection<PolicyDocument>('insight_policies');
  }

  async onModuleInit(): Promise<void> {
    await this.#policies.createIndex({ validFrom: -1, _id: -1 }, { name: 'newest' });
    if ((await this.#policies.findOne({}, { projection: { _id: 1 } })) !== null) return;
    try {
      await this.#policies.insertMany(firstPolicies.map(({ policyId, ...details }) => documentOf(policyId, details, null, new Date(0))), { ordered: false });
    } catch (error) {
      // Another process begins as well.
      if (!(error instanceof mongo.MongoBulkWriteError) || ![error.writeErrors].flat().every(({ code }) => code === duplicateKey)) throw error;
    }
  }

  /** Enters a policy. */
  async add(policyId: string, details: PolicyDetails, byName: string, at: Date): Promise<PolicyDocument> {
    const document = documentOf(policyId, details, byName, at);
    await this.#policies.insertOne(document);
    return document;
  }

  /** Replaces a policy. @returns `null` when it has another version by now */
  change(policyId: string, version: number, details: PolicyDetails, byName: string, at: Date): Promise<PolicyDocument | null> {
    const { _id, ...after } = documentOf(policyId, details, byName, at, version + 1);
    return this.#policies.findOneAndReplace({ _id, version }, after, { returnDocument: 'after' });
  }

  /** A policy, or `null`. */
  find(policyId: string): Promise<PolicyDocument | null> {
    return this.#policies.findOne({ _id: policyId });
  }

  /** A page, the newest in force first. @param category one, or those above and below it */
  async list(category: string | undefined, after: PagePosition | null, limit: number): Promise<{ items: PolicyDocument[]; total: number; next: PagePosition | null }> {
    // Codes have letters, hyphens and one dot: nothing that a pattern takes for something else but the dot.
    const of: mongo.Filter<PolicyDocument> = category === undefined ? {} : { $or: [{ categories: category }, { categories: category.replace(/\..*$/, '') }, { categories: { $regex: `^${category.replaceAll('.', '\\.')}\\.` } }] };
    const beyond: mongo.Filter<PolicyDocument> = after === null ? {} : { $or: [{ validFrom: { $lt: after[0] } }, { validFrom: after[0], _id: { $lt: after[1] } }] };
    const [found, total] = await Promise.all([
      this.#policies.find({ $and: [of, beyond] }, { sort: { validFrom: -1, _id: -1 }, limit: limit + 1 }).toArray(),
      this.#policies.countDocuments(of),
    ]);
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return { items, total, next: found.length > limit && last !== undefined ? [last.validFrom, last._id] : null };
  }

  /** What is in force on a day, the newest first. */
  inForce(day: string): Promise<PolicyDocument[]> {
    return this.#policies.find({ validFrom: { $lte: day }, $or: [{ validTo: null }, { validTo: { $gte: day } }] }, { sort: { validFrom: -1, _id: -1 }, limit: mostInForce }).toArray();
  }
}

function documentOf(policyId: string, details: PolicyDetails, changedByName: string | null, changedAt: Date, version = 1): PolicyDocument {
  return { _id: policyId, ...details, words: weighed(wordsOfText(details.title, details.text)), version, changedAt, changedByName };
}
