import { isTransient } from './transient';

describe('isTransient', () => {
  it.each([
    ['a mongod that is away', { name: 'MongoServerSelectionError' }],
    ['a primary that stepped down', { name: 'MongoServerError', code: 10107 }],
    ['a pool cleared by a broken connection', { name: 'PoolClearedOnNetworkError' }],
    ['a write that mongod calls repeatable', { name: 'MongoBulkWriteError', errorLabels: ['RetryableWriteError'] }],
    ['a broker that is away', { code: 'PLT_KFK_NETWORK' }],
    ['a Temporal that is away', { name: 'ServiceError', cause: { code: 14 } }],
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
