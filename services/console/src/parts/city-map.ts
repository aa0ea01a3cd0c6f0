/** Where each city's tile stands, column and row from the north-west: neighbours as on the map, every city as large as any other. */
const tiles: Readonly<Record<string, readonly [number, number]>> = {
  '371400': [2, 1], '371600': [3, 1], '370500': [4, 1], '370600': [5, 1], '371000': [6, 1],
  '371500': [1, 2], '370100': [2, 2], '370300': [3, 2], '370700': [4, 2], '370200': [5, 2],
  '370900': [2, 3], '371300': [4, 3], '371100': [5, 3],
  '371700': [1, 4], '370800': [2, 4], '370400': [3, 4],
};

/** A city's place on the map, as a grid has it; `null` for what is not on it. */
export function tileOf(divisionCode: string | null): { readonly gridColumn: number; readonly gridRow: number } | null {
  const at = divisionCode === null ? undefined : tiles[divisionCode];
  return at === undefined ? null : { gridColumn: at[0], gridRow: at[1] };
}

/** Compares places as they are read on the map, row by row; what is not on it comes last. */
export function byTile(one: { readonly divisionCode: string | null }, other: { readonly divisionCode: string | null }): number {
  const rank = ({ divisionCode }: { readonly divisionCode: string | null }) => {
    const tile = tileOf(divisionCode);
    return tile === null ? Infinity : tile.gridRow * 10 + tile.gridColumn;
  };
  const [first, second] = [rank(one), rank(other)];
  return first === second ? 0 : first - second;
}
