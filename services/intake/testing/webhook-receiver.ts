import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { webhookMessageSchema, type WebhookMessage } from '@suqiao/contracts';
import { Webhook } from 'standardwebhooks';

/** A message as a receiver got it. */
export interface Received {
  readonly id: string;
  readonly timestamp: string;
  readonly signatures: readonly string[];
  /** W3C trace context, as the header has it. */
  readonly traceparent: string;
  readonly body: string;
  readonly message: WebhookMessage;
  /** Whether the library of the Standard Webhooks takes it under this secret. */
  isSignedBy(secret: string): boolean;
}

/** A platform that is told: answers each message as it is asked to. */
export interface WebhookReceiver {
  readonly host: string;
  readonly url: string;
  readonly received: Received[];
  /** HTTP status of the next answers; `null`: none comes. */
  answers: number | null;
  close(): Promise<void>;
}

/** Starts a receiver on a free port. */
export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const header = (name: string) => String(request.headers[name] ?? '');
      const headers = { 'webhook-id': header('webhook-id'), 'webhook-timestamp': header('webhook-timestamp'), 'webhook-signature': header('webhook-signature') };
      received.push({
        id: headers['webhook-id'], timestamp: headers['webhook-timestamp'], traceparent: header('traceparent'), signatures: headers['webhook-signature'].split(' '), body, message: webhookMessageSchema.parse(JSON.parse(body)),
        isSignedBy: (secret) => {
          try {
            new Webhook(secret).verify(body, headers);
            return true;
          } catch {
            return false;
          }
        },
      });
      if (receiver.answers !== null) response.writeHead(receiver.answers).end(receiver.answers < 300 ? '' : '暂时不行');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const receiver: WebhookReceiver = {
    host, url: `http://${host}/hooks`, received, answers: 204,
    close: () => new Promise((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    }),
  };
  return receiver;
}
