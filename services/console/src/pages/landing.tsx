import { Alert, Button } from 'antd';
import { useTexts } from '../i18n';
import { Preferences, SkipLink } from '../parts/header';
import { Logo } from '../parts/logo';
import { usePageTitle } from '../parts/page-title';
import { useSession, type SessionState } from '../session/session';

const steps = ['received', 'sorted', 'dispatched', 'supervised'] as const;

function SessionNotice({ state }: { readonly state: SessionState }) {
  const { t } = useTexts();
  if (state.kind === 'signedOut' && state.expired) return <Alert type="info" showIcon role="status" title={t('shell.expired')} />;
  if (state.kind !== 'failed') return null;
  const [title, hint] = state.at === 'settings' ? [t('shell.settingsFailed'), t('shell.settingsFailedHint')] : [t('shell.signInFailed'), t('shell.signInFailedHint')];
  return <Alert type="error" showIcon role="alert" title={title} description={hint} />;
}

/** What Suqiao is, for a visitor who is not signed in. */
export function Landing({ state }: { readonly state: SessionState }) {
  const { t } = useTexts();
  const { signIn } = useSession();
  usePageTitle('');
  return (
    <div className="landing">
      <header className="bar">
        <SkipLink />
        <span className="brand"><Logo size={30} /><span>{t('product.full')}</span></span>
        <div className="bar-end"><Preferences /></div>
      </header>
      <main id="content" tabIndex={-1}>
        <section className="hero">
          <div className="hero-text">
            <h1>{t('product.tagline')}</h1>
            <p>{t('landing.lead')}</p>
            <SessionNotice state={state} />
            <div className="hero-act">
              <Button type="primary" size="large" onClick={signIn}>{t('shell.signIn')}</Button>
              <span>{t('landing.forWhom')}</span>
            </div>
            <nav className="hero-public" aria-label={t('landing.enterprises')}>
              <a href="/raise">{t('public.raiseLink')}</a>
              <a href="/track">{t('public.trackLink')}</a>
            </nav>
          </div>
          <Bridge />
        </section>
        <section className="steps" aria-labelledby="steps-title">
          <h2 id="steps-title">{t('landing.stepsTitle')}</h2>
          <ol>{steps.map((step) => <li key={step}><h3>{t(`landing.steps.${step}.title`)}</h3><p>{t(`landing.steps.${step}.text`)}</p></li>)}</ol>
        </section>
      </main>
    </div>
  );
}

/** A bridge of three spans, county, city and province, with its lights. */
function Bridge() {
  return (
    <svg className="bridge" viewBox="0 0 520 260" aria-hidden="true">
      <path className="bridge-water" d="M0 226q32.500-12 65 0t65 0 65 0 65 0 65 0 65 0 65 0 65 0v34H0Z" />
      <path className="bridge-line" d="M10 196h500M96 196V92M260 196V52M424 196V92M10 178Q60 150 96 92 178 188 260 52 342 188 424 92q36 58 86 86" />
      <path className="bridge-hang" d="M40 196v-36M68 196v-62M124 196v-66M152 196v-39M180 196v-36M208 196v-64M236 196V96M284 196V96M312 196v-64M340 196v-36M368 196v-39M396 196v-66M452 196v-62M480 196v-36" />
      <circle className="bridge-green" cx="96" cy="80" r="9" /><circle className="bridge-yellow" cx="260" cy="40" r="11" /><circle className="bridge-red" cx="424" cy="80" r="9" />
    </svg>
  );
}
