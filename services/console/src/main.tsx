import './style-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { config } from 'zod';
import { textsLoaded } from './i18n';
import { watchForNewRelease } from './session/new-release';
import './styles/tokens.css';
import './styles/shell.css';
import './styles/lists.css';
import './styles/board.css';
import './styles/case.css';

// zod would compile its parsers with `new Function`, which the content security policy forbids.
config({ jitless: true });

watchForNewRelease();

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
const shell = createRoot(root);

// Pages that need no account load neither the session nor the component library.
const isPublic = /^\/(raise|track)\/?$/.test(location.pathname);
const program = isPublic ? import('./public/public-app').then(({ PublicApp }) => <PublicApp />) : import('./app').then(({ App }) => <App />);
void Promise.all([program, textsLoaded]).then(([element]) => { shell.render(<StrictMode>{element}</StrictMode>); });
