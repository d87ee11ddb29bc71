export { onDuty, readRoster } from './roster.js'
