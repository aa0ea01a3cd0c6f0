import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { appealSubmittedSchema, ingestAnswerSchema, ingestTopics, isIngestTopic, submittedFrameSchema } from './index';

const folder = join(__dirname, '..', 'ingest-samples');
const answers = ['appeal.acknowledged.v1.json', 'appeal.progressed.v1.json', 'appeal.refused.v1.json'];
const sampleOf = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));

describe('frozen samples of what channels and Suqiao say to each other', () => {
  it('exist for each of it', () => {
    expect(readdirSync(folder).sort()).toEqual([...answers, 'appeal.submitted.json'].sort());
  });

  it.each(answers)('%s parses for ever, and comes out as it went in', (name) => {
    expect(ingestAnswerSchema.parse(sampleOf(name))).toEqual(sampleOf(name));
  });

  it('appeal.submitted is taken for ever, with attributes that nobody knows', () => {
    expect(appealSubmittedSchema.parse(sampleOf('appeal.submitted.json'))).toEqual(sampleOf('appeal.submitted.json'));
    expect(submittedFrameSchema.parse(sampleOf('appeal.submitted.json'))).toEqual(sampleOf('appeal.submitted.json'));
  });

  it('are never edited: a changed answer is a new version beside the old', () => {
    const digest = createHash('sha256');
    for (const name of readdirSync(folder).sort()) digest.update(name).update(readFileSync(join(folder, name)));
    expect(digest.digest('hex')).toMatchInlineSnapshot(`"56243ca0d0552ea04401f1782944dde023d27dc1dcc13dd1a2418e1d70420768"`);
  });
});

it('knows the topics of channels\' appeals from those of answers, of facts, and of nobody', () => {
  const { submitted, answer } = ingestTopics('platform-1');
  expect([submitted, answer, 'suqiao.case', 'suqiao.ingest.', 'suqiao.ingest.Platform', 'suqiao.ingest.a.b', `x.${submitted}`, ''].filter(isIngestTopic)).toEqual([submitted]);
});
