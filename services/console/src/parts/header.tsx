import { DesktopOutlined, LogoutOutlined, MoonOutlined, SunOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { Link } from 'react-router';
import { useDivisions } from '../api/directory';
import { changeLanguage, useTexts } from '../i18n';
import { useReader } from '../session/reader';
import { useSession } from '../session/session';
import { useThemeChoice } from '../theme/choice';
import { themeChoices } from '../theme/mode';
import { Logo } from './logo';
import { PaletteButton } from './palette-button';

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

/** The bar on top of every page: product, the way to anything by its name, who is reading. */
export function Header() {
  const { t } = useTexts();
  return (
    <header className="bar">
      <SkipLink />
      <Link to="/" className="brand"><Logo size={30} /><span>{t('product.full')}</span></Link>
      <PaletteButton />
      <div className="bar-end"><Account /><Preferences /></div>
    </header>
  );
}
