import { LoadingOutlined } from '@ant-design/icons';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import enLocale from 'antd/locale/en_US';
import zhLocale from 'antd/locale/zh_CN';
import { ApiProblem } from './api/client';
import { useTexts } from './i18n';
import { CrashBoundary } from './parts/crash-boundary';
import { ToastProvider } from './parts/toasts';
import { Pages } from './pages/pages';
import { SessionProvider } from './session/session';
import { ThemeChoiceContext } from './theme/choice';
import { useTheme } from './theme/theme';

/** What turns while a button waits: for the eye only, so that the button's name stays what it is. */
const loadingIcon = <LoadingOutlined aria-hidden="true" />;

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (failures, error) => error instanceof ApiProblem && error.isPassing && failures < 3,
      staleTime: 2000,
      networkMode: 'always',
    },
    // What the browser thinks of the network says nothing of an intranet: it is tried, and a failure is told.
    mutations: { retry: false, networkMode: 'always' },
  },
});

/** Everything a page needs around it: texts, theme, queries, addresses, session. */
export function App() {
  const { language } = useTexts();
  const { choice, choose, config } = useTheme();
  return (
    <ConfigProvider theme={config} locale={language === 'en' ? enLocale : zhLocale} button={{ autoInsertSpace: false, loadingIcon }}>
      <ThemeChoiceContext value={{ choice, choose }}>
        <ToastProvider>
          <CrashBoundary>
            <QueryClientProvider client={queries}>
              <SessionProvider>
                <Pages />
              </SessionProvider>
            </QueryClientProvider>
          </CrashBoundary>
        </ToastProvider>
      </ThemeChoiceContext>
    </ConfigProvider>
  );
}
