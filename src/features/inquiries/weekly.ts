import { In, MoreThan, Not } from 'typeorm'
import { DAY } from '../../kit/clock.js'
import { Group, Inquiry, Member } from '../../store/index.js'
import type { JobDeps } from '../job-deps.js'
import { sayLength } from '../say-length.js'
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

/** The busiest ones; a longer list is not read. */
const LISTED = 15

/** Every week: the time to the first answer, by group and by person. A week without a question says nothing. */
export async function reportAnswerTimes({ store, ids, say, now }: Omit<JobDeps, 'dealer'>): Promise<void> {
  await store.transaction(async (db) => {
    const since = MoreThan(now - 7 * DAY)
    // What its writer took back was no question after all.
    const all = await db.findBy(Inquiry, { askedAt: since, state: Not<Inquiry['state']>('withdrawn') })
    const groups = await db.find(Group, {
      where: { id: In([...new Set(all.map((each) => each.groupId))]) },
      relations: { account: true },
    })
    const live = new Map(
      groups.flatMap(({ id, kind, name, account }) =>
        account?.channel === 'history'
          ? []
          : [[id, kind === 'private' ? say('inquiries.week_private') : name] as const],
      ),
    )
    const asked = all.filter(({ groupId }) => live.has(groupId))
    if (!asked.length) return
    const answerers = [...new Set(asked.flatMap((each) => each.answeredBy ?? []))]
    const members = await db.findBy(Member, { id: In(answerers) })
    const people = new Map(members.map((member) => [member.id, displayName(member)]))
    const line = (key: string) => (time: AnswerTime) =>
      say(time.median === null ? 'inquiries.week_line_none' : key, {
        ...time,
        median: sayLength(say, time.median ?? 0),
      })
    const byGroup = answerTimes(asked.map((each) => ({ ...each, name: live.get(each.groupId) ?? '' })))
    const byPerson = answerTimes(
      asked.flatMap((each) => {
        const name = each.answeredBy && people.get(each.answeredBy)
        return name ? [{ ...each, name }] : []
      }),
    )
    const knowledge = asked.filter((each) => each.knowledgeId !== null).length
    // Closed by the thanks of the asker: it was another member who knew.
    const thanked = asked.filter(
      ({ state, answeredBy, knowledgeId }) => state === 'answered' && answeredBy === null && knowledgeId === null,
    ).length
    const text = [
      say('inquiries.week_title', {
        questions: asked.length,
        open: asked.filter((each) => each.state === 'open').length,
      }),
      ...byGroup.slice(0, LISTED).map(line('inquiries.week_line')),
      ...(byPerson.length ? [say('inquiries.week_people')] : []),
      ...byPerson.slice(0, LISTED).map(line('inquiries.week_person')),
      ...(thanked ? [say('inquiries.week_thanked', { number: thanked })] : []),
      ...(knowledge ? [say('inquiries.week_knowledge', { number: knowledge })] : []),
    ].join('\n')
    await tellStaffRooms(db, { text, dedupe: `inquiries:week:${Math.floor(now / DAY)}`, now, ids })
  })
}
