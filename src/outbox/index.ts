export { outboxItem, type Priority } from './enqueue.js'
export { createOutbox, type Outbox } from './outbox.js'
