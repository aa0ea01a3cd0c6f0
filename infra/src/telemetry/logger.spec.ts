import { createLogger, masked, readableLine } from './logger';

function logged(write: (logger: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  write(createLogger('info', { write: (line) => void lines.push(line) }));
  return lines.join('');
}

describe('the log', () => {
  it('never shows credentials or personal data by name, two levels deep', () => {
    const text = logged((logger) => {
      logger.info({ authorization: 'Bearer abc', headers: { authorization: 'Bearer def' }, a: { appellant: { phone: '0531-123', contact: '王五' } } }, 'x');
    });
    for (const leak of ['abc', 'def', '0531-123', '王五']) expect(text).not.toContain(leak);
    expect(text).toContain('[masked]');
  });

  it('keeps a refused document, which a driver hangs onto its error, out', () => {
    const error = Object.assign(new Error('E11000 duplicate key, call 13912345678'), { code: 11000, writeErrors: [{ op: { content: 'the whole appeal' } }] });
    const text = logged((logger) => {
      logger.error({ err: new Error('outer', { cause: error }) }, 'insert failed for 139 1234 5678');
    });
    expect(text).not.toContain('the whole appeal');
    expect(text).not.toMatch(/139 ?1234 ?5678/);
    expect(text).toContain('11000');
    expect(text).toContain('E11000');
  });

  it.each([
    ['key sqk_AbC-d_1 refused', 'key sqk_[masked] refused'],
    ['Bearer eyJhbGciOi.eyJzdWIi.c2ln', 'Bearer [masked token]'],
    ['+86-13912345678 called', '[masked phone] called'],
  ])('masks %s', (text, expected) => {
    expect(masked(text)).toBe(expected);
  });

  it.each(['SQ20261123-7K3F9Q2M-C', '91370102MA3TESTX3D', '1763900000000', '01989f5a-1391-7345-8678-1391234567ab'])('leaves %s as it is', (text) => {
    expect(masked(text)).toBe(text);
  });

  it('is readable where a person looks on', () => {
    expect(readableLine('{"level":40,"time":"2026-11-23T02:15:02.000Z","part":"http","msg":"slow","ms":3}')).toBe('02:15:02 WARN http slow {"ms":3}\n');
  });
});
