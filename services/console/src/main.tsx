import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { config } from 'zod';
import { App } from './app';
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
createRoot(root).render(<StrictMode><App /></StrictMode>);
