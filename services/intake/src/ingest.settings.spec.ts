import { importDaysKept } from './imports.settings';
import { ingestChannels } from './ingest.settings';

it.each([[undefined, []], ['', []], [' platform-1, hotline ,platform-1', ['platform-1', 'hotline']]])('SUQIAO_INGEST_CHANNELS=%p are %p', (given, channels) => {
  expect(ingestChannels({ SUQIAO_INGEST_CHANNELS: given })).toEqual(channels);
});

it.each(['Platform', '1a', 'a.b', 'a/b', 'a'.repeat(41)])('SUQIAO_INGEST_CHANNELS=%p is refused by name', (given) => {
  expect(() => ingestChannels({ SUQIAO_INGEST_CHANNELS: given })).toThrow('SUQIAO_INGEST_CHANNELS');
});

it.each([[undefined, 30], ['', 30], ['7', 7]])('SUQIAO_IMPORT_DAYS_KEPT=%p is %p days', (given, days) => {
  expect(importDaysKept({ SUQIAO_IMPORT_DAYS_KEPT: given })).toBe(days);
});

it.each(['0', '-1', '1.5', 'month', '400'])('SUQIAO_IMPORT_DAYS_KEPT=%p is refused by name', (given) => {
  expect(() => importDaysKept({ SUQIAO_IMPORT_DAYS_KEPT: given })).toThrow('SUQIAO_IMPORT_DAYS_KEPT');
});
