import { changeLanguage, useTexts } from '../i18n';
import { Logo } from '../parts/logo';
import { themeChoices, useThemeMode } from '../theme/mode';
import { RaisePage } from './raise-page';
import { TrackPage } from './track-page';
import '../styles/public.css';

/** The pages for appellants: raise an appeal, follow one. */
export function PublicApp() {
  const path = location.pathname.replace(/\/$/, '');
  return (
    <div className="public">
      <PublicBar path={path} />
      <main id="content" tabIndex={-1}>{path === '/raise' ? <RaisePage /> : <TrackPage />}</main>
    </div>
  );
}

function PublicBar({ path }: { readonly path: string }) {
  const { t, language } = useTexts();
  const { choice, choose } = useThemeMode();
  const next = themeChoices[(themeChoices.indexOf(choice) + 1) % themeChoices.length] ?? 'system';
  const links = [{ to: '/raise', name: t('public.raiseLink') }, { to: '/track', name: t('public.trackLink') }];
  return (
    <header className="bar public-bar">
      <a className="skip" href="#content" onClick={(event) => { event.preventDefault(); document.getElementById('content')?.focus(); }}>{t('shell.skip')}</a>
      <a href="/" className="brand" title={t('public.staffLink')}><Logo size={28} /><span>{t('product.full')}</span></a>
      <nav aria-label={t('public.pages')}>{links.map(({ to, name }) => <a key={to} href={to} aria-current={to === path ? 'page' : undefined}>{name}</a>)}</nav>
      <div className="bar-end">
        <button type="button" className="public-tool" aria-label={t('shell.language')} title={t('shell.language')} onClick={() => void changeLanguage(language === 'en' ? 'zh-CN' : 'en')}>
          <span lang={language === 'en' ? 'zh-CN' : 'en'}>{language === 'en' ? '中文' : 'EN'}</span>
        </button>
        <button type="button" className="public-tool" aria-label={t(`shell.theme.${choice}`)} title={t(`shell.theme.${choice}`)} onClick={() => { choose(next); }}>
          <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true"><circle cx="10" cy="10" r="7" fill="none" stroke="currentColor" strokeWidth="2" />{choice !== 'light' && <path d="M10 3a7 7 0 0 0 0 14Z" fill="currentColor" />}{choice === 'dark' && <path d="M10 3a7 7 0 0 1 0 14Z" fill="currentColor" />}</svg>
        </button>
      </div>
    </header>
  );
}
