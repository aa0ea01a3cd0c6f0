import { retryingFetch } from './retrying';

const answer = (status: number, headers: Readonly<Record<string, string>> = {}) => new Response(null, { status, headers });

/** A fetch that gives these answers in turn, and what it was asked and how long was waited. */
function scripted(answers: readonly (Response | Error)[]) {
  const asked: { readonly key: string | null; readonly body: string }[] = [];
  const waits: number[] = [];
  const options = {
    fetch: async (request: Request) => {
      const next = answers[asked.length];
      asked.push({ key: request.headers.get('idempotency-key'), body: await request.text() });
      if (next instanceof Response) return next;
      throw next ?? new Error('no answer is left');
    },
    wait: (inMs: number) => {
      waits.push(inMs);
      return Promise.resolve();
    },
  };
  return { options, asked, waits };
}
const keyed = () => new Request('http://suqiao/', { method: 'POST', body: '{"a":1}', headers: { 'idempotency-key': 'k' } });

describe('retryingFetch', () => {
  it('comes again after Retry-After, with the same key and body', async () => {
    const { options, asked, waits } = scripted([answer(503, { 'retry-after': '5' }), answer(429, { 'retry-after': '2' }), answer(409, { 'retry-after': '1' }), answer(202)]);
    expect((await retryingFetch(options)(keyed())).status).toBe(202);
    expect(waits).toEqual([5000, 2000, 1000]);
    expect(asked).toEqual(Array.from({ length: 4 }, () => ({ key: 'k', body: '{"a":1}' })));
  });

  it('understands a date, waits longer each time without any, and bears no answer at all', async () => {
    const { options, waits } = scripted([answer(503, { 'retry-after': new Date(Date.now() + 60_000).toUTCString() }), new TypeError('fetch failed'), answer(503), answer(200)]);
    expect((await retryingFetch(options)(new Request('http://suqiao/'))).status).toBe(200);
    expect(waits[0]).toBe(30_000);
    expect(waits.slice(1)).toEqual([1000, 2000]);
  });

  it('gives up when its patience is over: with the last answer, or with the error', async () => {
    const always = { patienceInMs: 10_000 };
    const away = scripted(Array.from({ length: 9 }, () => answer(503, { 'retry-after': '4' })));
    expect((await retryingFetch({ ...away.options, ...always })(keyed())).status).toBe(503);
    expect(away.waits).toEqual([4000, 4000]);
    const dead = scripted(Array.from({ length: 9 }, () => new Error('refused')));
    await expect(retryingFetch({ ...dead.options, ...always })(keyed())).rejects.toThrow('refused');
  });

  it.each([400, 401, 404, 409, 422, 500])('takes %i as the answer that it is', async (status) => {
    const { options, asked } = scripted([answer(status)]);
    expect((await retryingFetch(options)(keyed())).status).toBe(status);
    expect(asked).toHaveLength(1);
  });

  it('sends what could double something once only', async () => {
    const { options, asked } = scripted([answer(503, { 'retry-after': '1' })]);
    expect((await retryingFetch(options)(new Request('http://suqiao/', { method: 'POST', body: 'a' }))).status).toBe(503);
    expect(asked).toHaveLength(1);
  });
});
