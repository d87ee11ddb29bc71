import type { Broadcast, Group } from '../../store/index.js'
import type { Batch, Turn } from '../step.js'
import type { Aim } from './aim.js'
import type { Facts } from './facts.js'
import { namesOf } from './names-of.js'
import { pollText } from './polls/open.js'
import { fillIn, linkIn } from './words.js'

/** How many are left out, and why: `2 个群这周已经听够了`. */
export function heldLines(batch: Batch, aims: readonly Aim[]): string[] {
  return (['stopped', 'budget', 'incident', 'account'] as const).flatMap((why) => {
    const held = aims.filter((aim) => aim.held === why)
    if (!held.length) return []
    const groups = held.flatMap(({ group, customer }) => (group && !customer ? group : []))
    if (!groups.length) return [batch.say(`broadcasts.held_people.${why}`, { number: held.length })]
    return [batch.say(`broadcasts.held.${why}`, { groups: namesOf(batch, groups) })]
  })
}

/** How each platform will show it: as a notice of the group, or as plain words. */
function waysOf(batch: Batch, turn: Turn, aims: readonly Aim[], facts: Facts): string[] {
  const groups = aims.flatMap(({ group, held }) => (group && !held ? group : []))
  const wayOf = (group: Group) => `${facts.kinds.get(group.accountId)}:${turn.can('announce', group)}`
  const ways = [...new Set(groups.map(wayOf))]
  if (ways.length === 1 && ways[0]?.endsWith('true')) return []
  return ways.map((way) => {
    const [kind = '', announces] = way.split(':')
    const number = groups.filter((group) => wayOf(group) === way).length
    return batch.say(announces === 'true' ? 'broadcasts.way.announce' : 'broadcasts.way.say', {
      number,
      platform: batch.say(`channels.kind.${kind}`),
    })
  })
}

/** The words as one of its readers gets them, and what its link is. */
export function wordsShown(batch: Batch, draft: Pick<Broadcast, 'text' | 'variants' | 'poll'>, aims: readonly Aim[]) {
  const { text, variants, poll } = draft
  if (poll) return [pollText(batch.say, { text, poll })]
  const first = aims.find(({ held }) => !held) ?? aims[0]
  const fill = first?.fill ?? { name: '', car: '', group: '' }
  return [text, ...(variants ?? [])].map((each) =>
    fillIn(each, { ...fill, car: fill.car || batch.say('broadcasts.your_car') }),
  )
}

/** Everything that is said about a draft before its words. */
export function aboutDraft(batch: Batch, turn: Turn, draft: Broadcast, aims: readonly Aim[], facts: Facts): string {
  const open = aims.filter(({ held }) => !held)
  const groups = open.flatMap(({ group, customer }) => (group && !customer ? group : []))
  const byHand = open.filter(({ group }) => !group).length
  return [
    draft.audience
      ? batch.say('broadcasts.preview_people', { number: open.length, sent: open.length - byHand, asked: byHand })
      : batch.say('broadcasts.preview', {
          groups: namesOf(batch, groups.length ? groups : aims.flatMap(({ group }) => group ?? [])),
        }),
    ...(draft.audience || draft.poll ? [] : waysOf(batch, turn, aims, facts)),
    ...(linkIn(draft.text)
      ? [batch.say(batch.dealer.publicUrl ? 'broadcasts.counts_clicks' : 'broadcasts.no_clicks')]
      : []),
    ...heldLines(batch, aims),
  ].join('\n')
}
