import { DAY } from '../../../kit/clock.js'
import type { Group } from '../../../store/index.js'
import { groupsNamed, loadScope } from '../../owner-groups.js'
import { may } from '../../permissions.js'
import { refuse } from '../../refuse.js'
import { type Batch, type Step, said, type Turn } from '../../step.js'
import { readGroupFacts } from './facts.js'
import { severalText } from './several.js'
import { readVitals } from './vitals.js'
import { digestOf, healthText, presenceText, silentText } from './words.js'

interface GroupQuestion {
  about: 'digest' | 'health' | 'silent' | 'several'
  /** A part of its name; null: all of them. */
  group: string | null
}

const WORDS: readonly [RegExp, GroupQuestion['about']][] = [
  [/^(?:群?摘要|今日摘要|今天群里怎么样|digest)$/i, 'digest'],
  [/^(?:群况|群活跃度?|活跃度|group health)$/i, 'health'],
  [/^(?:沉默名单|潜水名单|谁没说话|silent members)$/i, 'silent'],
  [/^(?:跨群名单|同人名单|谁在几个群|in several groups)$/i, 'several'],
]
const SPAN = { digest: DAY, health: 7 * DAY, silent: 7 * DAY }

/** `摘要`, `群况`, `沉默名单`, `跨群名单`, each with `@群名` behind it. */
export function readGroupQuestion(said: string): GroupQuestion | null {
  const [, words = '', group = null] = /^([^@＠]+?)\s*(?:[@＠](.+))?$/.exec(said.trim()) ?? []
  const about = WORDS.find(([pattern]) => pattern.test(words))?.[1]
  return about ? { about, group } : null
}

const questionOf = (turn: Turn) => (turn.staff && turn.group.kind !== 'owners' ? readGroupQuestion(said(turn)) : null)

/** Each costs some queries and a paragraph on a phone; the others are asked for by name. */
const TOLD_AT_ONCE = 5

/** Tells the staff how the groups are doing, when they ask. */
export const groupsStaffStep: Step = async (batch) => {
  if (!batch.turns.some(questionOf)) return (_turn, next) => next()
  const { allGroupsOf } = await loadScope(batch)
  const answers = new Map<Turn, string>()
  for (const turn of batch.turns) {
    const question = questionOf(turn)
    if (question) answers.set(turn, await answer(batch, turn, question, allGroupsOf(turn)))
  }

  return (turn, next) => {
    const text = answers.get(turn)
    if (text) turn.replies.push({ rank: 0, text })
    next()
  }
}

async function answer(
  batch: Batch,
  turn: Turn,
  { about, group: name }: GroupQuestion,
  groups: readonly Group[],
): Promise<string> {
  const { db, say, dealer } = batch
  if (!may(turn.staff, 'groups.read')) return refuse(batch, turn, { needs: 'groups.read' })
  const named = groupsNamed(groups, name)
  if (!named.length) return name === null ? say('groups.none') : say('groups.no_such', { name })
  if (about === 'several')
    return severalText(
      db,
      say,
      named.filter(({ presence }) => presence === 'here'),
    )
  const tell = async (group: Group) => {
    if (group.presence !== 'here') return presenceText(say, dealer, group)
    const facts = await readGroupFacts(db, group, turn.now, SPAN[about])
    if (about === 'digest') return digestOf(say, dealer, group.name, facts)
    if (about === 'silent') return silentText(say, group.name, facts)
    return healthText(say, group.name, facts, await readVitals(db, group, turn.now, dealer.zone))
  }
  const told: string[] = []
  for (const group of named.slice(0, TOLD_AT_ONCE)) told.push(await tell(group))
  const rest = named.length - told.length
  return [...told, ...(rest ? [say('groups.more', { number: rest })] : [])].join('\n\n')
}
