import type { Group } from '../../store/index.js'
import type { Batch } from '../step.js'

const GROUPS_NAMED = 10

/** Some names, and how many there are when they are too many to name. */
export function namesOf(batch: Batch, groups: readonly Group[]): string {
  const list = new Intl.ListFormat(batch.dealer.locale, { type: 'conjunction' })
  const names = list.format(
    groups.slice(0, GROUPS_NAMED).map((group) => batch.say('broadcasts.group', { name: group.name })),
  )
  return groups.length > GROUPS_NAMED ? batch.say('broadcasts.and_more', { names, number: groups.length }) : names
}
