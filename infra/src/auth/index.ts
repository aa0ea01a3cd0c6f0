export { AccessGuard, AllowChannel, AllowChannelAndReaders, AllowReaders, channelOf, CurrentCaller, CurrentChannel, CurrentReader, NeedsLevel, NeedsScope, Public, type Caller } from './access';
export { CHANNEL_DIRECTORY, hashChannelKey, newChannelKey, type ChannelDirectory, type CurrentChannelInfo, type TokenClient } from './channel-keys';
export { CHANNEL_QUOTA, quotaHeaders, type ChannelQuota, type QuotaState } from './channel-quota';
export { createEmbeddedIssuer, type EmbeddedIssuer, type IssuerOptions, type SampleUser } from './embedded-issuer';
export type { ChannelClient, ChannelClients } from './issuer-clients';
export { isActionable, isReadable, readableFilter, seesConfidential, type Jurisdiction, type JurisdictionFilter } from './jurisdiction';
export { apiResource, READER_TOKENS, readerTokens, type ChannelTokenOptions, type ReaderTokens, type TokenBearer } from './reader-tokens';
