import type { Client } from '@temporalio/client';

/** Temporal's number for search attributes that are found by their whole value. */
const keyword = 2;
const alreadyExists = 6;

/**
 * Makes search attributes of type Keyword known to the server; one that it knows already is left as it is.
 * @throws the client's error when Temporal is away or does not permit it: a deployment then adds them by its own tools
 */
export async function registerKeywords({ connection, options }: Client, names: readonly string[]): Promise<void> {
  for (const name of names) {
    try {
      await connection.operatorService.addSearchAttributes({ namespace: options.namespace, searchAttributes: { [name]: keyword } });
    } catch (error) {
      if (!(typeof error === 'object' && error !== null && 'code' in error && error.code === alreadyExists)) throw error;
    }
  }
}
