import { openMongo } from './settings';

describe('openMongo', () => {
  it('names the engine and its variable when it cannot be opened, and never shows the password', async () => {
    for (const uri of ['mongodb://u:secret@127.0.0.1:1/?tls=maybe', 'mongodb://u:sec@secret@127.0.0.1:1/', 'u:secret@127.0.0.1:1']) {
      const error = await openMongo({ MONGODB_URI: uri }, 'x').catch((reason: unknown) => reason);
      expect(String(error)).toMatch(/^Error: MongoDB could not be opened \(MONGODB_URI\): /);
      expect(String(error)).not.toContain('secret');
    }
    await expect(openMongo({ MONGODB_URI: ' ' }, 'x')).rejects.toThrow('MONGODB_URI is not set');
  });
});
