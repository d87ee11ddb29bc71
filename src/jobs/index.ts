export type { Jobs, Task } from './jobs.js'
export { createSqliteJobs } from './sqlite-jobs.js'
