import { createActivity } from '../../src/features/activities/index.js'
import { CheyouError } from '../../src/kit/errors.js'
import { configFrom, openHome } from '../home.js'

/** `cheyou activity "<notice>"`: announces it; a running bot sends it within a second. */
export async function announceActivity(text: string, flags: { home?: string; group?: string }): Promise<void> {
  const home = await openHome(configFrom(flags))
  try {
    const { store, ids, say, dealer, clock } = home
    const result = await store.transaction((db) =>
      createActivity({ db, ids, say, dealer, now: clock.now() }, text, flags.group),
    )
    if ('problem' in result) throw new CheyouError('input_invalid', { problem: result.problem })
    console.log(say('activities.published', { title: result.title }))
  } finally {
    await home.store.close()
  }
}
