import type { Analysis } from '@suqiao/contracts';
import { Link } from 'react-router';
import { useTexts } from '../../i18n';
import { queryOf, toggled, type AnalysisFilter } from './analysis-address';
import { Counted } from './counted';

/** Where each city's tile stands, column and row from the north-west: neighbours as on the map, every city as large as any other. */
const tiles: Readonly<Record<string, readonly [number, number]>> = {
  '371400': [2, 1], '371600': [3, 1], '370500': [4, 1], '370600': [5, 1], '371000': [6, 1],
  '371500': [1, 2], '370100': [2, 2], '370300': [3, 2], '370700': [4, 2], '370200': [5, 2],
  '370900': [2, 3], '371300': [4, 3], '371100': [5, 3],
  '371700': [1, 4], '370800': [2, 4], '370400': [3, 4],
};

/** Whether these places can be drawn as the map of the cities. */
export function areCities(places: Analysis['places']): boolean {
  return places.some(({ divisionCode }) => divisionCode !== null && divisionCode in tiles);
}

/** The map of the sixteen cities, the fuller the darker. */
export function CityTiles({ places, filter }: { readonly places: Analysis['places']; readonly filter: AnalysisFilter }) {
  const { t, nameOf } = useTexts();
  const most = Math.max(1, ...places.map(({ count }) => count));
  const rest = places.filter(({ divisionCode }) => divisionCode === null || !(divisionCode in tiles));
  return (
    <>
      <ul className="tiles" aria-label={t('analysis.map')}>
        {places.flatMap((place) => {
          const at = place.divisionCode === null ? undefined : tiles[place.divisionCode];
          if (at === undefined || place.divisionCode === null) return [];
          return [
            <li key={place.divisionCode} className="city-tile" style={{ gridColumn: at[0], gridRow: at[1], backgroundColor: `color-mix(in srgb, var(--blue) ${String(Math.round(4 + 36 * (place.count / most)))}%, var(--panel))` }}>
              <Link to={`?${queryOf(toggled(filter, { division: place.divisionCode }))}`} className="narrow" title={t('analysis.narrow', { name: nameOf(place.name) })}>{nameOf(place.name)}</Link>
              <Counted figure={place} what={nameOf(place.name)} />
            </li>,
          ];
        })}
      </ul>
      {rest.length > 0 && <p className="quiet small">{rest.map((place) => <span key={place.list} className="tiles-rest">{place.directly ? t('board.directly', { place: nameOf(place.name) }) : nameOf(place.name)} <Counted figure={place} what={nameOf(place.name)} /></span>)}</p>}
    </>
  );
}
