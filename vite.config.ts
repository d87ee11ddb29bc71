import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** `npm start` builds the page with this; `npx vite` serves its sources with hot reload beside a running `npm start`. */
export default defineConfig({
  root: 'src/console/web',
  plugins: [react()],
  // The component library alone is 700 kB, 230 kB on the wire.
  build: { target: 'es2022', chunkSizeWarningLimit: 1000 },
  server: { proxy: { '/api': { target: 'http://localhost:8686', changeOrigin: true } } },
})
