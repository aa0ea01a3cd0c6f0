import { Button } from 'antd';
import { Component, type ReactNode } from 'react';
import { i18n } from '../i18n';
import { EmptyNotice } from './notices';

/** A page that fails says so instead of leaving nothing. */
export class CrashBoundary extends Component<{ readonly children: ReactNode }, { readonly crashed: boolean }> {
  override readonly state = { crashed: false };

  static getDerivedStateFromError(): { crashed: boolean } {
    return { crashed: true };
  }

  override render(): ReactNode {
    if (!this.state.crashed) return this.props.children;
    return (
      <main className="full-page" role="alert">
        <EmptyNotice title={i18n.t('shell.crashed')} hint={i18n.t('shell.crashedHint')} action={<Button type="primary" onClick={() => { location.reload(); }}>{i18n.t('shell.reload')}</Button>} />
      </main>
    );
  }
}
