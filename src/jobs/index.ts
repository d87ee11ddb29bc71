export type { Jobs, Task } from './jobs.js'
export { createSqliteJobs, sweepJobs } from './sqlite-jobs.js'
