export * from './vocabulary';
export * from './identifiers';
export * from './envelope';
export * from './topics';
export * from './directory';
export * from './events';
export * from './http';
export { buildAsyncApiDocument } from './asyncapi';
export { canonicalJson } from './canonical-json';
