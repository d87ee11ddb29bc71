import { DAY } from '../../../kit/clock.js'
import type { Group } from '../../../store/index.js'
import { may } from '../../permissions.js'
import { type Step, said, type Turn } from '../../step.js'
import { type GroupFacts, ownerGroups, readGroupFacts } from './facts.js'
import { digestOf, healthText, silentText } from './words.js'

type Question = 'digest' | 'health' | 'silent'

const WORDS: readonly [RegExp, Question][] = [
  [/^(?:群?摘要|今日摘要|今天群里怎么样|digest)$/i, 'digest'],
  [/^(?:群况|群活跃度?|活跃度|group health)$/i, 'health'],
  [/^(?:沉默名单|潜水名单|谁没说话|silent members)$/i, 'silent'],
]
const SPAN: Record<Question, number> = { digest: DAY, health: 7 * DAY, silent: 7 * DAY }

/** `摘要`, `群况`, `沉默名单`. */
export const readGroupQuestion = (said: string): Question | null =>
  WORDS.find(([pattern]) => pattern.test(said.trim()))?.[1] ?? null

const questionOf = (turn: Turn) => (turn.staff && turn.group.kind !== 'owners' ? readGroupQuestion(said(turn)) : null)

/** Tells the staff how the groups are doing, when they ask. */
export const groupsStaffStep: Step = async (batch) => {
  const asked = batch.turns.find(questionOf)
  if (!asked) return (_turn, next) => next()
  const groups = await ownerGroups(batch.db)
  const facts = new Map<string, GroupFacts>()
  for (const turn of batch.turns) {
    const question = questionOf(turn)
    if (question)
      for (const group of groups)
        facts.set(`${turn.messageId} ${group.id}`, await readGroupFacts(batch.db, group, turn.now, SPAN[question]))
  }
  const { say, dealer } = batch
  const tell: Record<Question, (group: Group, known: GroupFacts) => string> = {
    digest: (group, known) => digestOf(say, dealer, group.name, known),
    health: (group, known) => healthText(say, group.name, known),
    silent: (group, known) => silentText(say, group.name, known),
  }

  return (turn, next) => {
    const question = questionOf(turn)
    if (question) {
      const told = groups.flatMap((group) => {
        const known = facts.get(`${turn.messageId} ${group.id}`)
        return known ? [tell[question](group, known)] : []
      })
      const text = may(turn.staff, 'groups.read') ? told.join('\n\n') || say('groups.none') : say('staff.not_allowed')
      turn.replies.push({ rank: 0, text })
    }
    next()
  }
}
