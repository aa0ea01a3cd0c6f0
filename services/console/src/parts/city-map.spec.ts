import { byTile, tileOf } from './city-map';

const cities = ['370100', '370200', '370300', '370400', '370500', '370600', '370700', '370800', '370900', '371000', '371100', '371300', '371400', '371500', '371600', '371700'];

it('has a tile of its own for each of the sixteen cities, read row by row, and none for anything else', () => {
  expect(new Set(cities.map((code) => JSON.stringify(tileOf(code)))).size).toBe(16);
  expect([tileOf('370102'), tileOf('370000'), tileOf(null)]).toEqual([null, null, null]);
  const read = ['370000', ...cities].map((divisionCode) => ({ divisionCode })).sort(byTile).map(({ divisionCode }) => divisionCode);
  expect([read[0], read.at(-2), read.at(-1)]).toEqual(['371400', '370400', '370000']);
});
