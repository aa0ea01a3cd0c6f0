import { NumberTexts } from '@suqiao/contracts';
import { latestQuarters, pageOfList, typedNumbers } from './report-paths';

const numbers = new NumberTexts({ figures: [{ figureId: 'total', count: 46 }], rates: [] });

it('opens the console\'s page of a list', () => {
  expect(pageOfList('/api/v1/insight/appeals?channel=visit')).toBe('/insight/appeals?channel=visit');
  expect(pageOfList('/api/v1/insight/special-reports/r1/appeals?figure=total')).toBe('/reports/r1/appeals?figure=total');
});

it('finds numbers that were typed, not those that were inserted', () => {
  expect(typedNumbers('受理{{figure:total}}件，另有12件、3.5%和2家', numbers)).toEqual(['12件', '3.5%', '2家']);
  expect(typedNumbers('2026年第三季度，三件', numbers)).toEqual([]);
});

it('counts quarters back over a year', () => {
  expect(latestQuarters('2026-02-10', 3)).toEqual(['2026Q1', '2025Q4', '2025Q3']);
});
