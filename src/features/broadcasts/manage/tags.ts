import type { Group } from '../../../store/index.js'
import { changeSettings } from '../../owner-groups.js'
import type { Batch, Turn } from '../../step.js'
import { chosenOf } from '../names-of.js'

const TAG = /([+＋\-－])\s*([^\s+＋\-－,，、@#]{1,20})/g
const MOST = 10

/** `@一群 +自驾 -城西`; without a change it lists which group carries which tags. */
export function tagGroups(batch: Batch, turn: Turn, body: string, groups: readonly Group[]): string {
  const { say } = batch
  const at = body.search(/\s[+＋\-－]/)
  const choice = chosenOf(batch, at < 0 ? body : body.slice(0, at), groups)
  if (typeof choice === 'string') return choice
  const changes = at < 0 ? [] : [...body.slice(at).matchAll(TAG)]
  for (const group of changes.length ? choice.groups : []) {
    const tags = new Set(group.settings.tags ?? [])
    for (const [, sign = '', tag = ''] of changes) /[+＋]/.test(sign) ? tags.add(tag) : tags.delete(tag)
    changeSettings(batch, group, { tags: [...tags].slice(0, MOST) })
  }
  if (changes.length) batch.audit(turn, 'broadcasts.tagged', { groups: choice.groups.map(({ id }) => id) })
  const lines = choice.groups.map(({ name, settings }) =>
    say('broadcasts.tags_of', { name, tags: settings.tags?.map((tag) => `#${tag}`).join(' ') || '—' }),
  )
  return lines.join('\n') || say('broadcasts.no_groups')
}
