import type { Group } from '../../store/index.js'
import type { Batch } from '../step.js'
import { type Choice, chooseGroups } from './choose-groups.js'

const GROUPS_NAMED = 10

/** Some names, and how many there are when they are too many to name. */
export function namesOf(batch: Batch, groups: readonly Group[]): string {
  const list = new Intl.ListFormat(batch.dealer.locale, { type: 'conjunction' })
  const names = list.format(
    groups.slice(0, GROUPS_NAMED).map((group) => batch.say('broadcasts.group', { name: group.name })),
  )
  return groups.length > GROUPS_NAMED ? batch.say('broadcasts.and_more', { names, number: groups.length }) : names
}

/** The groups that the body names, or the sentence that asks which. */
export function chosenOf(
  batch: Batch,
  body: string,
  groups: readonly Group[],
): Extract<Choice<Group>, { type: 'chosen' }> | string {
  const choice = chooseGroups(body, groups)
  if (choice.type === 'chosen') return choice
  const { type, name } = choice
  return type === 'unknown'
    ? batch.say('broadcasts.unknown_group', { name, groups: namesOf(batch, groups) })
    : batch.say('broadcasts.which_group', { name, groups: namesOf(batch, choice.groups) })
}
