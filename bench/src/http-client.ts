import { Agent, request, type IncomingMessage } from 'node:http';

/** An answer with its body as text. */
export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
}

const limitInMs = 30_000;

/**
 * Kept-alive connections to one server on loopback. Node's own `http`, because the caller shares the processors with what
 * it measures, and `fetch` takes several times as much of them for each call.
 */
export class HttpClient {
  readonly #agent: Agent;
  readonly #port: number;

  constructor(port: number, connections: number) {
    this.#port = port;
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections, scheduling: 'fifo' });
  }

  /** @throws Error when the connection breaks or nothing is answered in 30 s */
  call(method: 'GET' | 'POST', path: string, credential: string | null, body: string | null, headers: Readonly<Record<string, string>> = {}): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      const sent = request({
        agent: this.#agent, host: '127.0.0.1', port: this.#port, method, path, timeout: limitInMs,
        headers: {
          ...(credential !== null && { authorization: `Bearer ${credential}` }),
          ...(body !== null && { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }), ...headers,
        },
      });
      sent.on('response', (answer) => {
        readAll(answer).then((text) => resolve({ status: answer.statusCode ?? 0, text }), reject);
      });
      sent.on('timeout', () => sent.destroy(new Error(`${method} ${path} was not answered in ${String(limitInMs / 1000)} s`)));
      sent.on('error', reject);
      sent.end(body ?? undefined);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

async function readAll(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
