export { registerKeywords } from './search-attributes';
export { openTemporal, temporalSettings, temporalUnreachable, withinLimit } from './settings';
export { TemporalModule } from './temporal.module';
