import type { Division } from '@suqiao/contracts';
import { useDivisions } from '../../api/directory';
import { useTexts } from '../../i18n';
import { useReader } from '../../session/reader';

interface DivisionPathProps {
  readonly division: string | null;
  readonly onChoose: (division: string | null) => void;
}

/** From the reader's own division down to the one shown; each one above leads back to it. */
export function DivisionPath({ division, onChoose }: DivisionPathProps) {
  const { t } = useTexts();
  const own = useReader().divisionCode;
  const { byCode, nameOfDivision } = useDivisions();
  const shown = division ?? own;
  const path: string[] = [];
  let next: string | null = shown;
  while (next !== null && next !== own) {
    path.unshift(next);
    const found: Division | undefined = byCode.get(next);
    next = found === undefined ? null : found.parentCode;
  }
  path.unshift(own);
  return (
    <nav aria-label={t('board.place')} className="division-path">
      <ol>
        {path.map((code) => (
          <li key={code}>
            {code === shown ? <span aria-current="location">{nameOfDivision(code)}</span> : <button type="button" className="link-button" onClick={() => { onChoose(code === own ? null : code); }}>{nameOfDivision(code)}</button>}
          </li>
        ))}
      </ol>
    </nav>
  );
}
