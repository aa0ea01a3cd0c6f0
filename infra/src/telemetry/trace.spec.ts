import { currentTraceparent, newTraceparent, runWithTraceparent, traceparentOf } from './trace';

const form = /^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/;

describe('traceparent', () => {
  it('is new where none, or none that is valid, came', () => {
    for (const header of [undefined, '', 'x', ['a'], `00-${'0'.repeat(32)}-${'1'.repeat(16)}-01`, `00-${'1'.repeat(32)}-${'0'.repeat(16)}-01`]) expect(traceparentOf(header)).toMatch(form);
    expect(newTraceparent()).not.toBe(newTraceparent());
  });

  it('keeps the caller\'s trace and flags, with a span of its own', () => {
    const child = traceparentOf('00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00');
    expect(child).toMatch(/^00-4bf92f3577b34da6a3ce929d0e0e4736-[0-9a-f]{16}-00$/);
    expect(child).not.toContain('00f067aa0ba902b7');
  });

  it('goes along with the work and not beyond', async () => {
    const seen = await runWithTraceparent('a', async () => {
      await new Promise((resolve) => setImmediate(resolve));
      return currentTraceparent();
    });
    expect(seen).toBe('a');
    expect(currentTraceparent()).toBeUndefined();
  });
});
