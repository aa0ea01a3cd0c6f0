import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A TCP link to a part that can be cut, as if the part were killed, and mended. */
export interface SeverableLink {
  readonly port: number;
  /** Breaks open connections and refuses new ones. */
  sever(): Promise<void>;
  /** Lets what is sent wait unanswered, as a part that was stopped does. */
  stall(): void;
  mend(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a link on a free loopback port to `host:port`. */
export async function openLink(host: string, port: number): Promise<SeverableLink> {
  const sockets = new Set<Socket>();
  let stalled = false;
  const join = (near: Socket) => {
    const far = connect(port, host);
    for (const [socket, other] of [[near, far], [far, near]] as const) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('data', (data) => {
        if (!stalled) other.write(data);
      });
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
  };
  const server = createServer(join);
  const listen = (at: number) => new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve));
  await listen(0);
  const { port: own } = server.address() as AddressInfo;
  const breakAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  const stopListening = () => new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
    breakAll();
  });
  return {
    port: own,
    sever: stopListening,
    stall: () => {
      stalled = true;
    },
    async mend() {
      // What was sent into a stalled link is lost, so its connections are of no use any more.
      if (stalled) breakAll();
      stalled = false;
      if (!server.listening) await listen(own);
    },
    close: stopListening,
  };
}
