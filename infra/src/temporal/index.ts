export { registerKeywords } from './search-attributes';
export { openTemporal, temporalSettings, withinLimit } from './settings';
export { TemporalModule } from './temporal.module';
