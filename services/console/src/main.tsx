import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { config } from 'zod';
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
if (/^\/(raise|track)\/?$/.test(location.pathname)) void import('./public/public-app').then(({ PublicApp }) => { shell.render(<StrictMode><PublicApp /></StrictMode>); });
else void import('./app').then(({ App }) => { shell.render(<StrictMode><App /></StrictMode>); });
