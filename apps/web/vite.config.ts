import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

/** Where the server runs while pages are being developed. */
const server = process.env['LOCKSTEP_SERVER'] ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  resolve: { conditions: ['@lockstep/source', ...defaultClientConditions] },
  build: { target: 'es2023', sourcemap: true },
  server: {
    host: '127.0.0.1',
    proxy: {
      '/api': server,
      '/live': { target: server, ws: true },
      '/socket.io': { target: server, ws: true },
    },
  },
});
