import type { Analysis } from '@suqiao/contracts';
import { Link } from 'react-router';
import { useTexts } from '../../i18n';
import { byTile, tileOf } from '../../parts/city-map';
import { queryOf, toggled, type AnalysisFilter } from './analysis-address';
import { Counted } from './counted';

/** Whether these places can be drawn as the map of the cities. */
export function areCities(places: Analysis['places']): boolean {
  return places.some(({ divisionCode, directly }) => !directly && tileOf(divisionCode) !== null);
}

/** The map of the sixteen cities, the fuller the darker. */
export function CityTiles({ places, filter }: { readonly places: Analysis['places']; readonly filter: AnalysisFilter }) {
  const { t, nameOf } = useTexts();
  const most = Math.max(1, ...places.map(({ count }) => count));
  const rest = places.filter(({ divisionCode }) => tileOf(divisionCode) === null);
  return (
    <>
      <ul className="city-tiles" aria-label={t('analysis.map')}>
        {places.toSorted(byTile).flatMap((place) => {
          const at = tileOf(place.divisionCode);
          if (at === null || place.divisionCode === null) return [];
          return [
            <li key={place.divisionCode} className="city-tile" style={{ ...at, backgroundColor: `color-mix(in srgb, var(--blue) ${String(Math.round(4 + 36 * (place.count / most)))}%, var(--panel))` }}>
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
