import { In, MoreThan } from 'typeorm'
import { DAY, MINUTE } from '../../kit/clock.js'
import type { Ids } from '../../kit/ids.js'
import type { Say } from '../../kit/texts.js'
import { Inquiry, Member, type Store } from '../../store/index.js'
import { displayName } from '../step.js'
import { tellStaffRooms } from '../tell-staff.js'

export interface AnswerTime {
  /** The group, or the person who answered. */
  name: string
  questions: number
  answered: number
  /** Half of the answers came within this, ms; null when none was given. */
  median: number | null
}

interface Question {
  name: string
  askedAt: number
  answeredAt: number | null
}

/** How fast questions were answered, by name, the most questions first. */
export function answerTimes(questions: readonly Question[]): AnswerTime[] {
  const named = new Map<string, Question[]>()
  for (const question of questions) named.set(question.name, [...(named.get(question.name) ?? []), question])
  return [...named]
    .map(([name, own]) => {
      const times = own.flatMap(({ askedAt, answeredAt }) => (answeredAt === null ? [] : [answeredAt - askedAt]))
      times.sort((one, other) => one - other)
      const median = times.length ? (times[Math.floor((times.length - 1) / 2)] as number) : null
      return { name, questions: own.length, answered: times.length, median }
    })
    .sort((one, other) => other.questions - one.questions || one.name.localeCompare(other.name))
}

interface Deps {
  store: Store
  ids: Ids
  say: Say
  now: number
}

/** Every week: the time to the first answer, by group and by person. A week without a question says nothing. */
export async function reportAnswerTimes({ store, ids, say, now }: Deps): Promise<void> {
  await store.transaction(async (db) => {
    const asked = await db.find(Inquiry, { where: { askedAt: MoreThan(now - 7 * DAY) }, relations: { group: true } })
    if (!asked.length) return
    const answerers = [...new Set(asked.flatMap((each) => each.answeredBy ?? []))]
    const members = await db.findBy(Member, { id: In(answerers) })
    const people = new Map(members.map((member) => [member.id, displayName(member)]))
    const line = ({ name, questions, answered, median }: AnswerTime) =>
      say(median === null ? 'inquiries.week_line_none' : 'inquiries.week_line', {
        name,
        questions,
        answered,
        minutes: Math.max(1, Math.round((median ?? 0) / MINUTE)),
      })
    const groups = answerTimes(asked.map((each) => ({ ...each, name: each.group?.name ?? '' })))
    const persons = answerTimes(
      asked.flatMap((each) => {
        const name = each.answeredBy && people.get(each.answeredBy)
        return name ? [{ ...each, name }] : []
      }),
    )
    const knowledge = asked.filter((each) => each.knowledgeId !== null).length
    const text = [
      say('inquiries.week_title', {
        questions: asked.length,
        open: asked.filter((each) => each.state === 'open').length,
      }),
      ...groups.map(line),
      ...(persons.length ? [say('inquiries.week_people'), ...persons.map(line)] : []),
      ...(knowledge ? [say('inquiries.week_knowledge', { number: knowledge })] : []),
    ].join('\n')
    await tellStaffRooms(db, { text, dedupe: `inquiries:week:${Math.floor(now / DAY)}`, now, ids })
  })
}
