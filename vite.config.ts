import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** For working on the page: `npx vite` serves its sources with hot reload beside a running `npm start`, which builds it. */
export default defineConfig({
  root: 'src/console/web',
  plugins: [react()],
  server: { proxy: { '/api': { target: 'http://localhost:8686', changeOrigin: true } } },
})
