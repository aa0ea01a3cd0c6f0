import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Parser } from '@asyncapi/parser';
import fc from 'fast-check';
import { buildAsyncApiDocument, buildTrackingNumber, caseEventSchemas, caseEventV1Schemas, consultationEventSchemas, creditCodeCheckCharacter, formatSequence, isCreditCode, issueEventSchemas, isTrackingNumber, orderEventSchemas, reportEventSchemas, suqiaoEventSchema } from './index';

const folder = join(__dirname, 'samples');
const samples = readdirSync(folder).sort();

describe('frozen samples', () => {
  const newest = ['appeal.classified.v2', 'appeal.received.v2', ...Object.keys(caseEventSchemas).map((type) => `case.${type}.v2`), ...Object.keys(orderEventSchemas).map((type) => `order.${type}.v1`), 'reminder.sent.v1', 'calendar.loaded.v1', 'appeal.amended.v1', 'appeal.withdrawalRequested.v1', 'appeal.requestDecided.v1', 'appeal.categoryCorrected.v1', 'appeal.rated.v1', 'appeal.ratingDecided.v1', ...Object.keys(issueEventSchemas).map((type) => `commonIssue.${type}.v1`), 'commonIssue.appealAnswered.v1', ...Object.keys(reportEventSchemas).map((type) => `specialReport.${type}.v1`), ...Object.keys(consultationEventSchemas).map((type) => `consultation.${type}.v1`)].map((name) => `${name}.json`);
  const older = ['appeal.classified.v1', 'appeal.received.v1', ...Object.keys(caseEventV1Schemas).map((type) => `case.${type}.v1`)].map((name) => `${name}.json`);
  const sampleOf = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));

  it('exist for every event of every version', () => {
    expect(samples).toEqual([...newest, ...older].sort());
  });

  it.each(newest)('%s parses for ever, and comes out as it went in', (name) => {
    expect(suqiaoEventSchema.parse(sampleOf(name))).toEqual(sampleOf(name));
  });

  it.each(older)('%s parses for ever, and comes out as the newest version with all that it said', (name) => {
    const upgraded = suqiaoEventSchema.parse(sampleOf(name));
    expect(upgraded.dataschema).toMatch(/:2$/);
    expect(suqiaoEventSchema.parse(upgraded)).toEqual(upgraded);
    expect(upgraded).toMatchObject({ ...(sampleOf(name) as object), dataschema: upgraded.dataschema });
  });

  it('are never edited: a changed shape is a new version beside the old', () => {
    const digest = createHash('sha256');
    for (const name of samples) digest.update(name).update(readFileSync(join(folder, name)));
    expect(digest.digest('hex')).toMatchInlineSnapshot(`"724aa9a19872c4e0e66abdcc501df8fc8bb2d1949078d0e4636648decf2872de"`);
  });

  it('refuse a field that the contract does not know', () => {
    const sample = JSON.parse(readFileSync(join(folder, 'appeal.received.v2.json'), 'utf8')) as object;
    expect(suqiaoEventSchema.safeParse({ ...sample, colour: 'red' }).success).toBe(false);
  });
});

describe('the AsyncAPI document', () => {
  it('is valid AsyncAPI 3 and names every message', async () => {
    const text = JSON.stringify(buildAsyncApiDocument('1.0.0'));
    const { document, diagnostics } = await new Parser().parse(text);
    expect(diagnostics.filter(({ severity }) => severity === 0).map(({ message, path }) => `${path.join('.')}: ${message}`)).toEqual([]);
    expect(document?.allMessages().all()).toHaveLength(Object.keys(caseEventSchemas).length + Object.keys(orderEventSchemas).length + Object.keys(issueEventSchemas).length + Object.keys(reportEventSchemas).length + Object.keys(consultationEventSchemas).length + 1 + 6 + 4 + 5);
  });
});

describe('统一社会信用代码', () => {
  it.each(['91370000163420000', '91370102MA3T0000X'])('takes the right check character after %s', (first17) => {
    const code = `${first17}${creditCodeCheckCharacter(first17) ?? ''}`;
    expect(isCreditCode(code)).toBe(true);
  });

  it('agrees with a published example', () => {
    expect(isCreditCode('91350100M000100Y43')).toBe(true);
    expect(isCreditCode('91350100M000100Y44')).toBe(false);
  });

  it('notices every single wrong character', () => {
    const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 17 }), fc.constantFrom(...alphabet), (place, character) => {
        const right = '91350100M000100Y43';
        const wrong = right.slice(0, place) + character + right.slice(place + 1);
        expect(isCreditCode(wrong)).toBe(wrong === right);
      }),
    );
  });

  it.each(['', '9135', '91350100M000100Y4I', '91350100m000100y43', ' 91350100M000100Y43'])('refuses %p', (code) => {
    expect(isCreditCode(code)).toBe(false);
  });
});

describe('tracking numbers', () => {
  it('verify, and notice a wrong character or two swapped ones', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 8 }), fc.integer({ min: 0, max: 6 }), (bytes, place) => {
        const number = buildTrackingNumber('20261123', bytes);
        expect(isTrackingNumber(number)).toBe(true);
        const characters = Array.from(number);
        const at = 11 + place;
        const [one = '', other = ''] = [characters[at], characters[at + 1]];
        const swapped = [...characters.slice(0, at), other, one, ...characters.slice(at + 2)].join('');
        expect(isTrackingNumber(swapped)).toBe(one === other);
      }),
    );
  });

  it.each(['', 'SQ20261123', 'SQ20261123-7K3F9Q2M', "'; drop", 'SQ20261123-IIIIIIII-0'])('refuse %p', (text) => {
    expect(isTrackingNumber(text)).toBe(false);
  });
});

describe('formatSequence', () => {
  it('sorts as text as it does as a number', () => {
    fc.assert(fc.property(fc.nat(), fc.nat(), (a, b) => { expect(Math.sign(a - b)).toBe(formatSequence(a) < formatSequence(b) ? -1 : formatSequence(a) > formatSequence(b) ? 1 : 0); }));
    expect(() => formatSequence(-1)).toThrow(RangeError);
  });
});
