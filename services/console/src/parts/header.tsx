import { DesktopOutlined, LogoutOutlined, MoonOutlined, SunOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { Link, NavLink } from 'react-router';
import { useDivisions } from '../api/directory';
import { changeLanguage, useTexts } from '../i18n';
import { isOfficer, mayWatch, readsRegister, readsReports, seesBoard, useReader } from '../session/reader';
import { useSession } from '../session/session';
import { useThemeChoice } from '../theme/choice';
import { themeChoices } from '../theme/mode';
import { Logo } from './logo';

const themeIcons = { system: <DesktopOutlined />, light: <SunOutlined />, dark: <MoonOutlined /> };

/** Language and theme: at hand for everyone, signed in or not. */
export function Preferences() {
  const { t, language } = useTexts();
  const { choice, choose } = useThemeChoice();
  const next = themeChoices[(themeChoices.indexOf(choice) + 1) % themeChoices.length] ?? 'system';
  return (
    <>
      <Button type="text" className="bar-button" aria-label={t('shell.language')} title={t('shell.language')} onClick={() => void changeLanguage(language === 'en' ? 'zh-CN' : 'en')}>
        <span lang={language === 'en' ? 'zh-CN' : 'en'}>{language === 'en' ? '中文' : 'EN'}</span>
      </Button>
      <Button type="text" className="bar-button" aria-label={t(`shell.theme.${choice}`)} title={t(`shell.theme.${choice}`)} icon={themeIcons[choice]} onClick={() => { choose(next); }} />
    </>
  );
}

/** First stop of the Tab key: past the header. */
export function SkipLink() {
  const { t } = useTexts();
  return <a className="skip" href="#content">{t('shell.skip')}</a>;
}

function Account() {
  const { t } = useTexts();
  const reader = useReader();
  const { nameOfDivision } = useDivisions();
  const { signOut } = useSession();
  const place = nameOfDivision(reader.divisionCode);
  return (
    <>
      <span className="account">
        <span className="account-name">{reader.name}</span>
        <span className="account-role">{t(`role.${reader.role}`)} · {place}</span>
      </span>
      <Button type="text" className="bar-button" icon={<LogoutOutlined />} aria-label={t('shell.signOut')} title={t('shell.signOut')} onClick={signOut} />
    </>
  );
}

/** More pages than this need a row of their own on an ordinary screen. */
const mostInOneRow = 8;

/** The bar on top of every page: product, pages of the role, who is reading. */
export function Header() {
  const { t } = useTexts();
  const reader = useReader();
  const { role } = reader;
  const pages = [
    ...(seesBoard(role) ? [{ path: '/board', name: t('shell.board') }] : []),
    { path: '/inbox', name: t('shell.inbox') },
    { path: '/orders', name: t('shell.orders') },
    ...(seesBoard(role) ? [{ path: '/rates', name: t('shell.rates') }] : []),
    { path: '/common-issues', name: t('shell.commonIssues') }, { path: '/consultations', name: t('shell.consultations') },
    ...(readsReports(reader) ? [{ path: '/reports', name: t('shell.reports') }] : []),
    ...(mayWatch(role) ? [{ path: '/watch', name: t('shell.watch') }, { path: '/digest', name: t('shell.digest') }] : []),
    ...(role !== 'analyst' ? [{ path: '/hand-overs', name: t('shell.handOvers') }] : []),
    ...(isOfficer(reader) ? [{ path: '/records', name: t('shell.records') }, { path: '/imports', name: t('shell.imports') }] : []),
    ...(role !== 'analyst' ? [{ path: '/duplicates', name: t('shell.duplicates') }] : []),
    ...(readsRegister(reader) ? [{ path: '/enterprises', name: t('shell.enterprises') }] : []),
    ...(role === 'administrator' ? [{ path: '/channels', name: t('shell.channels') }, { path: '/dead-letters', name: t('shell.deadLetters') }] : []),
  ];
  return (
    <header className={pages.length > mostInOneRow ? 'bar bar-many' : 'bar'}>
      <SkipLink />
      <Link to="/" className="brand"><Logo size={30} /><span>{t('product.full')}</span></Link>
      <nav aria-label={t('shell.navigation')}>{pages.map(({ path, name }) => <NavLink key={path} to={path}>{name}</NavLink>)}</nav>
      <div className="bar-end"><Account /><Preferences /></div>
    </header>
  );
}
