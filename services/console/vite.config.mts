import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { fakeApi } from './dev/fake-api';

/**
 * The console is built to static files that the API's own origin serves. `npm run dev` adds a made-up API, so that pages
 * can be looked at without a back end; the build has none of it.
 */
export default defineConfig({
  plugins: [react(), fakeApi()],
  resolve: { conditions: ['@suqiao/source', 'module', 'browser', 'development|production'] },
  build: {
    target: 'es2022',
    // A policy without 'unsafe-inline' for scripts: nothing is inlined, and no data: URL stands in for a file.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
});
