import { Agent, request } from 'node:http';

/** A client of the API over kept connections: as little as a client can be. */
export class ApiClient {
  readonly #agent: Agent;

  constructor(private readonly port: number, connections: number) {
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  /** @returns status and body */
  call(method: string, path: string, credential: string, body?: object, headers: Record<string, string> = {}): Promise<{ readonly status: number; readonly text: string }> {
    const payload = body === undefined ? undefined : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const outgoing = request({ host: '127.0.0.1', port: this.port, method, path, agent: this.#agent, headers: { authorization: `Bearer ${credential}`, ...(payload !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }), ...headers } }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk)).on('end', () => {
          resolve({ status: answer.statusCode ?? 0, text });
        });
      });
      outgoing.on('error', reject).end(payload);
    });
  }

  /** Pushes an appeal of about a kilobyte that sorting is sure of. @returns its id */
  async push(credential: string, reference: string): Promise<string> {
    const body = {
      channelReference: reference, title: '公司变更登记被反复退回', content: '办理股权变更登记，窗口反复退回，已四次，影响正常经营。'.repeat(10),
      appellant: { name: '济南样例机械有限公司', contact: '张小明', phone: '13800000000' }, divisionCode: '370102', categoryCode: 'approvals.registration',
    };
    const { status, text } = await this.call('POST', '/api/v1/appeals', credential, body, { 'idempotency-key': reference });
    const answer: unknown = JSON.parse(text);
    if (status !== 202 || typeof answer !== 'object' || answer === null || !('id' in answer)) throw new Error(`intake answered ${String(status)}: ${text}`);
    return String(answer.id);
  }
}
