export { type Order, outboxItem, PRIORITY, type Priority } from './enqueue.js'
export { createOutbox, type Outbox } from './outbox.js'
export { paceOf } from './pace.js'
export { LEFT_GROUP, waiting } from './queue.js'
