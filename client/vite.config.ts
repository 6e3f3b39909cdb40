import react from '@vitejs/plugin-react';
import type { IncomingMessage } from 'node:http';
import type { Connect, Plugin } from 'vite';
import { defineConfig } from 'vite';

/** What both pages say and show; kept from the group below, which would take its own dependencies along. */
const COMMON = /client[\\/]src[\\/]lib[\\/](format|prefs)\.ts|i18n[\\/](en|zh-CN)[\\/](domain|problems)\.ts|kernel[\\/]zone\./;
const CONTRACT =
  /node_modules[\\/]zod[\\/]|client[\\/]src[\\/]lib[\\/](http|problem-error)\.ts|shared[\\/]src[\\/](kernel|complaints)[\\/]/;
const PUBLIC_PATH = /^\/(c|p)(\/|$)/;

/** In production the server decides which page a path gets; dev and preview have to do it themselves. */
function twoPages(): Plugin {
  const rewrite = (req: IncomingMessage, _res: unknown, next: Connect.NextFunction): void => {
    const path = (req.url ?? '/').split('?')[0] ?? '/';
    if (PUBLIC_PATH.test(path)) req.url = '/public.html';
    next();
  };
  return {
    name: 'tocsin-two-pages',
    configureServer: (server) => void server.middlewares.use(rewrite),
    configurePreviewServer: (server) => void server.middlewares.use(rewrite),
  };
}

const backend = process.env['TOCSIN_BACKEND'] ?? 'http://127.0.0.1:3000';
const proxy = {
  '/api': { target: backend },
  '/socket.io': { target: backend, ws: true },
};

export default defineConfig({
  plugins: [react(), twoPages()],
  resolve: { conditions: ['@tocsin/source', 'module', 'browser', 'development|production'] },
  server: { port: 5173, host: '127.0.0.1', proxy },
  preview: { port: 4173, host: '127.0.0.1', proxy },
  build: {
    target: 'es2022',
    sourcemap: false,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      input: { console: 'index.html', public: 'public.html' },
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 40 },
            { name: 'common', test: COMMON, priority: 50 },
            // The public page loads the schemas only when something is sent.
            { name: 'contract', test: CONTRACT, priority: 30 },
            { name: 'antd', test: /node_modules[\\/](antd|@ant-design|@rc-component|dayjs)[\\/]/, priority: 30 },
            { name: 'echarts', test: /node_modules[\\/](echarts|zrender)[\\/]/, priority: 30 },
            { name: 'leaflet', test: /node_modules[\\/]leaflet[\\/]/, priority: 30 },
            { name: 'pinyin', test: /node_modules[\\/]pinyin-pro[\\/]/, priority: 30 },
          ],
        },
      },
    },
  },
});
