import { DateTime } from 'luxon'
import { readReview } from '../../src/features/customers/review.js'
import { DAY, HOUR } from '../../src/kit/clock.js'
import { dayOf } from '../../src/kit/zone.js'
import { type Db, Invitee, Job, Lead, RadarEntry, readRows, StaffAccount } from '../../src/store/index.js'
import { DEALER } from '../kit/dealer.js'
import type { Said, YearScene } from './scene.js'

type Heard = Pick<Said, 'to' | 'text'>

/** Leads that nobody has, those of somebody that may be late or of nobody here, and those that were lost a day ago and not called back. */
const inQuestion = (db: Db, now: number): Promise<Lead[]> =>
  readRows(
    db,
    Lead,
    `SELECT id, code, state, "claimedBy", "nextContactAt" FROM leads AS lead
     WHERE state = 'new' OR (state IN ('claimed', 'handled') AND (coalesce("nextContactAt", 0) < $1
         OR coalesce("claimedBy", '') NOT IN (SELECT name FROM staff_accounts)))
       OR (state IN ('lost', 'out_of_reach') AND coalesce("endedAt", 0) < $2
       AND NOT EXISTS (SELECT 1 FROM lead_events AS event WHERE event."leadId" = lead.id AND event.type = 'confirmed'
         AND event.at >= coalesce(lead."endedAt", 0)))
     ORDER BY code`,
    [now - HOUR, now - DAY],
  )

/** What must not be: a sentence for each case. `today` is what was said since the last look. */
export async function findFaults(scene: YearScene, today: readonly Heard[]): Promise<string[]> {
  const now = scene.clock.now()
  const day = dayOf(now, DEALER.zone)
  const { leads, jobs, people } = await scene.read(async (db) => ({
    leads: await inQuestion(db, now),
    jobs: await db.findBy(Job, { task: 'leads.unclaimed', state: 'waiting' }),
    people: await db.find(StaffAccount),
  }))
  const names = new Set(people.map(({ name }) => name))
  const spoken = new Set(
    today.flatMap(({ to, text }) => [...text.matchAll(/#(\d+)/g)].map(([, code]) => `${to} ${code}`)),
  )
  const told = (who: readonly string[], code: number) => who.some((name) => spoken.has(`${name} ${code}`))
  const managers = people.flatMap(({ name, role }) => (role === 'manager' ? name : []))
  const service = people.flatMap(({ name, role }) => (role === 'service' ? name : []))
  const faults: string[] = []
  for (const lead of leads) {
    const { code, state, claimedBy, nextContactAt } = lead
    if (state === 'new') {
      const isWatched = jobs.some(({ payload }) => payload.leadId === lead.id) || told(managers, code)
      if (!isWatched) faults.push(`${day} #${code} belongs to nobody, and nobody is told`)
    }
    if (state === 'claimed' || state === 'handled') {
      if (!claimedBy || !names.has(claimedBy)) faults.push(`${day} #${code} belongs to ${claimedBy}, who is not here`)
      else if (nextContactAt === null) faults.push(`${day} #${code} has no next contact`)
      else if (nextContactAt < now - HOUR && !told([claimedBy], code))
        faults.push(`${day} #${code} was due, and ${claimedBy} was not reminded`)
    }
    if ((state === 'lost' || state === 'out_of_reach') && !told(service, code))
      faults.push(`${day} #${code} was lost, and nobody is asked to call back`)
  }
  return [...faults, ...(await findUntold(scene, today, managers))]
}

/** Lists that somebody should have got today: owners of the radar, people to call for a campaign, classes to confirm. */
async function findUntold(scene: YearScene, today: readonly Heard[], managers: readonly string[]): Promise<string[]> {
  const now = scene.clock.now()
  const date = DateTime.fromMillis(now, { zone: DEALER.zone })
  if (date.day !== 1) return []
  const heard = (who: readonly string[], words: string) =>
    today.some(({ to, text }) => who.includes(to) && text.includes(words))
  const { radar, called, review, people } = await scene.read(async (db) => ({
    radar: await db.find(RadarEntry, { where: { month: date.toFormat('yyyy-MM') }, relations: { customer: true } }),
    called: await db.find(Invitee, {
      where: { invitation: { title: `店庆${date.month}月` } },
      relations: { invitation: true },
    }),
    review: await readReview(db),
    people: await db.find(StaffAccount),
  }))
  const faults: string[] = []
  const isHere = (name: string | null) => people.some((each) => each.name === name)
  for (const consultant of new Set(radar.map((each) => each.consultant))) {
    const own = radar.filter((each) => each.arm === 'told' && each.consultant === consultant)
    const who = consultant !== null && isHere(consultant) ? [consultant] : managers
    if (own.length && !heard(who, `可能要换车的 ${own.length} 位`))
      faults.push(`${date.toISODate()} ${own.length} owners of the radar were told to nobody`)
  }
  for (const { customer, arm } of radar)
    if (
      arm === 'control' &&
      today.some(({ text }) => text.includes('可能要换车的') && text.includes(`${customer?.displayName} ·`))
    )
      faults.push(`${date.toISODate()} ${customer?.displayName} was to be left alone, and was named`)
  for (const { assignee, number, invitation } of called)
    if (!heard([assignee], `邀约 #${invitation?.code}`))
      faults.push(`${date.toISODate()} ${assignee} does not know that number ${number} is to be called`)
  if (date.month % 3 === 1 && review.length && !heard(managers, '分级复核'))
    faults.push(`${date.toISODate()} nobody was told of the new classes`)
  return faults
}
