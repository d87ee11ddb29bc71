import { register as registerHooks } from 'node:module'
import { addEventHandler } from 'jest-circus'
import { register } from 'tsx/esm/api'
import endAll from './at-end.js'
import { within } from './within.js'

// TypeScript as the program itself reads it.
register()
registerHooks('./resolve.js', import.meta.url)

// The runner itself waits for ever, and an error that nobody catches ends it.
addEventHandler(({ name }, { currentDescribeBlock: { children, hooks } }) => {
  const added = name === 'add_test' ? children.at(-1) : name === 'add_hook' ? hooks.at(-1) : undefined
  if (added?.fn) added.fn = within(added.timeout, added.fn)
})

// Nothing that a test left open keeps a worker going when the last file is done.
process.once('disconnect', () => endAll().then(() => process.exit()))
