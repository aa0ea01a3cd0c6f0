export { AccessGuard, AllowChannel, AllowChannelAndReaders, AllowReaders, CurrentCaller, CurrentChannel, CurrentReader, Public, type Caller } from './access';
export { CHANNEL_DIRECTORY, hashChannelKey, newChannelKey, type ChannelDirectory, type CurrentChannelInfo } from './channel-keys';
export { createEmbeddedIssuer, type EmbeddedIssuer, type SampleUser } from './embedded-issuer';
export { isActionable, isReadable, readableFilter, seesConfidential, type Jurisdiction, type JurisdictionFilter } from './jurisdiction';
export { apiResource, READER_TOKENS, readerTokens, type ReaderTokens } from './reader-tokens';
