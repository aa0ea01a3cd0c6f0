import { NavLink } from 'react-router';
import { useTexts } from '../i18n';
import { useReader } from '../session/reader';
import { pagesOf } from './pages-of-reader';

/** The pages of the reader: a rail beside the page where the window is wide, rows above it where it is not. */
export function Navigation() {
  const { t } = useTexts();
  const reader = useReader();
  return (
    <nav className="rail" aria-label={t('shell.navigation')}>
      {pagesOf(reader).map(({ group, pages }) => (
        <div key={group} role="group" aria-label={t(`shell.group.${group}`)} className="rail-group">
          <span className="rail-title" aria-hidden="true">{t(`shell.group.${group}`)}</span>
          {pages.map(({ path, name }) => <NavLink key={path} to={path}>{t(`shell.${name}`)}</NavLink>)}
        </div>
      ))}
    </nav>
  );
}
