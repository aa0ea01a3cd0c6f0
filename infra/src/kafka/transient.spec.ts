import { isRefusedCertificate, isRefusedSignIn, isTransient, PartAwayError, reasonOf } from './transient';

describe('isTransient', () => {
  it.each([
    ['a mongod that is away', { name: 'MongoServerSelectionError' }],
    ['a primary that stepped down', { name: 'MongoServerError', code: 10107 }],
    ['a pool cleared by a broken connection', { name: 'PoolClearedOnNetworkError' }],
    ['a write that mongod calls repeatable', { name: 'MongoBulkWriteError', errorLabels: ['RetryableWriteError'] }],
    ['a broker that is away', { code: 'PLT_KFK_NETWORK' }],
    ['a Temporal that is away', { name: 'ServiceError', cause: { code: 14 } }],
    ['a part that another part calls away', new PartAwayError('the store does not answer')],
    ['one of several', { errors: [{ code: 'x' }, { code: 'ECONNREFUSED' }] }],
  ])('waits for %s', (_, error) => {
    expect(isTransient(error)).toBe(true);
  });

  it.each([
    ['a duplicate key', { name: 'MongoServerError', code: 11000 }],
    ['a bug', new TypeError('x is not a function')],
    ['a refused argument', { code: 3 }],
    ['no object', 'away'],
  ])('does not wait for %s', (_, error) => {
    expect(isTransient(error)).toBe(false);
  });

  it('ends on an error that is its own cause', () => {
    const error: { cause?: unknown } = {};
    error.cause = error;
    expect(isTransient(error)).toBe(false);
  });
});

describe('why the brokers do not let us in', () => {
  const wrapped = (cause: unknown) => ({ message: 'Listing topics failed.', errors: [1, 2].map(() => ({ code: 'PLT_KFK_NETWORK', message: 'Connection failed.', cause })) });
  const refused = wrapped({ code: 'PLT_KFK_AUTHENTICATION', message: 'no', cause: { errors: [{ apiId: 'SASL_AUTHENTICATION_FAILED', message: 'wrong password' }] } });
  const broken = wrapped({ code: 'PLT_KFK_AUTHENTICATION', message: 'no', cause: { code: 'PLT_KFK_NETWORK', message: 'Connection closed' } });
  const unknown = wrapped({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT', message: 'self-signed certificate' });

  it('tells a refusal from a connection that broke during sign-in', () => {
    expect([refused, broken, unknown].map((error) => isRefusedSignIn(error))).toEqual([true, false, false]);
    expect([refused, broken, unknown].map((error) => isRefusedCertificate(error))).toEqual([false, false, true]);
  });

  it('finds the reason at the bottom, once', () => {
    expect([refused, broken, unknown].map(reasonOf)).toEqual(['wrong password', 'Connection closed', 'self-signed certificate']);
  });
});
