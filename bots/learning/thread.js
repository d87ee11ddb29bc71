// Plain JavaScript: a thread reads TypeScript only once it is told how.
import { register } from 'tsx/esm/api'

register()
await import('./worker.ts')
