import { createServer, type AddressInfo, type Socket } from 'node:net';

/** What makes the server below say FOUND, as EICAR's file does with clamd. */
export const plague = 'X5O!P%@AP-SUQIAO-TEST-PLAGUE';

/** A server that speaks clamd's INSTREAM: commands end in a zero byte, pieces stand behind their length, an empty one ends. */
export interface FakeClamd {
  readonly port: number;
  /** Sizes in bytes of the streams that were examined. */
  readonly examined: readonly number[];
  close(): Promise<void>;
}

/** @param limitBytes as clamd's StreamMaxLength */
export async function startFakeClamd(limitBytes = 64 * 1024 * 1024, port = 0): Promise<FakeClamd> {
  const examined: number[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    let held: Buffer = Buffer.alloc(0);
    let [isCommanded, size, found] = [false, 0, false];
    const content: Buffer[] = [];
    socket.on('data', (data) => {
      held = Buffer.concat([held, typeof data === 'string' ? Buffer.from(data) : data]);
      if (!isCommanded) {
        const end = held.indexOf(0);
        if (end < 0) return;
        if (held.subarray(0, end).toString() !== 'zINSTREAM') return void socket.end('UNKNOWN COMMAND\0');
        isCommanded = true;
        held = held.subarray(end + 1);
      }
      while (held.length >= 4 && held.length >= 4 + held.readUInt32BE(0)) {
        const length = held.readUInt32BE(0);
        if (length === 0) {
          found = Buffer.concat(content).includes(plague);
          examined.push(size);
          return void socket.end(found ? 'stream: Suqiao.Test.Plague FOUND\0' : 'stream: OK\0');
        }
        content.push(held.subarray(4, 4 + length));
        size += length;
        held = held.subarray(4 + length);
        if (size > limitBytes) return void socket.end('INSTREAM size limit exceeded. ERROR\0');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: listening } = server.address() as AddressInfo;
  return {
    port: listening, examined,
    close: () => new Promise((resolve) => {
      server.close(() => {
        resolve();
      });
      for (const socket of sockets) socket.destroy();
    }),
  };
}
