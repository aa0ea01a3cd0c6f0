import { readFileSync } from 'node:fs';
import { connect, createSecureServer, type ClientHttp2Session, type Http2SecureServer, type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import type { Certificate } from './certificates';

const unauthenticated = { ':status': 200, 'content-type': 'application/grpc', 'grpc-status': '16', 'grpc-message': 'the API key is missing or wrong' };

/**
 * What stands before a Temporal server elsewhere: TLS that demands a client's certificate, and an API key with each call.
 * The development server knows neither, so that this front asks for both and passes the rest on.
 */
export class TemporalFront {
  readonly #server: Http2SecureServer;
  readonly #behind: ClientHttp2Session;

  private constructor(server: Http2SecureServer, behind: ClientHttp2Session) {
    this.#server = server;
    this.#behind = behind;
  }

  static async open(options: { readonly address: string; readonly server: Certificate; readonly caFile: string; readonly apiKey: string }): Promise<TemporalFront> {
    const behind = connect(`http://${options.address}`);
    const server = createSecureServer({
      cert: readFileSync(options.server.certFile), key: readFileSync(options.server.keyFile), ca: readFileSync(options.caFile), requestCert: true, rejectUnauthorized: true,
    });
    server.on('stream', (stream, headers) => {
      stream.on('error', () => undefined);
      if (headers['authorization'] === `Bearer ${options.apiKey}`) pass(stream, headers, behind);
      else stream.respond(unauthenticated, { endStream: true });
    });
    server.on('sessionError', () => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new TemporalFront(server, behind);
  }

  get address(): string {
    return `127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  close(): void {
    this.#behind.destroy();
    this.#server.close();
  }
}

function pass(stream: ServerHttp2Stream, headers: Readonly<Record<string, string | string[] | number | undefined>>, behind: ClientHttp2Session): void {
  const onwards = behind.request({ ...headers, ':scheme': 'http', authorization: undefined });
  let trailers = {};
  onwards.on('error', () => {
    stream.close();
  });
  onwards.on('response', (answer) => {
    stream.respond({ ...answer }, { waitForTrailers: true });
    stream.on('wantTrailers', () => {
      stream.sendTrailers(trailers);
    });
    onwards.pipe(stream);
  });
  onwards.on('trailers', (given) => {
    trailers = Object.fromEntries(Object.entries(given).filter(([name]) => !name.startsWith(':')));
  });
  stream.pipe(onwards);
  stream.on('close', () => {
    onwards.close();
  });
}
