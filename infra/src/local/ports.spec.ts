import { createServer, type Server } from 'node:net';
import { assertPortsFree, defaultPorts, portsFromEnvironment, portTakenError } from './ports';
import { listeningInodes, parseStat } from './process-identity';

describe('portsFromEnvironment', () => {
  it('takes the defaults, and the controller one above the broker', () => {
    expect(portsFromEnvironment({})).toEqual(defaultPorts);
    expect(portsFromEnvironment({ SUQIAO_PORT: '9090', SUQIAO_KAFKA_PORT: '39192' })).toEqual({ ...defaultPorts, http: 9090, kafka: 39192, kafkaController: 39193 });
  });
  it.each(['0', '65535', '-1', '80.5', 'abc'])('refuses %s by the name of its variable', (text) => {
    expect(() => portsFromEnvironment({ SUQIAO_MONGO_PORT: text })).toThrow(`SUQIAO_MONGO_PORT=${text}`);
  });
});

describe('a taken port', () => {
  let server: Server;
  let port: number;
  beforeAll(async () => {
    server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    port = typeof address === 'object' && address !== null ? address.port : 0;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it('is told with its owner and the variable that moves it', async () => {
    const refusal = await assertPortsFree({ http: port }).catch((error: unknown) => String(error));
    expect(refusal).toContain(String(port));
    expect(refusal).toContain(`process ${String(process.pid)} (`);
    expect(refusal).toContain(`SUQIAO_PORT=${String(port + 100)}`);
  });
  it('is told in both languages when its owner cannot be found', () => {
    const { chinese, english } = portTakenError('temporal', 27233, undefined);
    expect(chinese).toContain('端口 27233 被另一个程序占用');
    expect(english).toContain('SUQIAO_TEMPORAL_PORT=27333 npm start');
  });
});

describe('what /proc tells', () => {
  it('finds only listening sockets of the port', () => {
    const table = [
      '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
      '   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 111 1 0 100 0 0 10 0',
      '   1: 0100007F:1F90 0100007F:D431 01 00000000:00000000 00:00000000 00000000     0        0 222 1 0 100 0 0 10 0',
      '   2: 0100007F:1F91 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 333 1 0 100 0 0 10 0',
    ].join('\n');
    expect(listeningInodes(table, 8080)).toEqual(['111']);
  });
  it('reads a command with brackets and blanks', () => {
    const rest = Array.from({ length: 17 }, (_, index) => String(index)).join(' ');
    expect(parseStat(`42 (a) b (c)) S 7 ${rest} 987654 0`)).toEqual({ command: 'a) b (c)', state: 'S', parentPid: 7, startTicks: '987654' });
    expect(parseStat('nonsense')).toBeUndefined();
  });
});
