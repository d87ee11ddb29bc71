import { In, MoreThan } from 'typeorm'
import { HOUR } from '../../../kit/clock.js'
import { clip } from '../../../kit/cut-text.js'
import { localTime } from '../../../kit/zone.js'
import {
  createCodes,
  type Group,
  Incident,
  type IncidentWord,
  Inquiry,
  Member,
  Message,
  Violation,
} from '../../../store/index.js'
import type { Batch, Step, Turn } from '../../step.js'
import { complains, type GroupWord, saysMeToo } from '../complaint-signs.js'
import { wordsOf } from '../spoken-words.js'
import { type Storm, stormIn } from './storm.js'

/** Other words of the same talk are looked for within this. */
const LOOK_BACK = HOUR

/** Whether a message may be part of a storm at all: most are not, and cost nothing. */
function grumbles(turn: Turn): boolean {
  if (turn.mode !== 'live' || turn.exempt || turn.group.kind !== 'owners' || turn.event.type !== 'message') return false
  const { text, at, sender } = turn.event
  const topic = turn.meaning?.topic ?? 'none'
  const word: GroupWord = { account: sender.id, names: [], at, text, topic, staff: false, open: true, quarrel: false }
  return complains(word) >= 1 || saysMeToo(word)
}

/** A complaint storm opens an incident: the manager gets its timeline, and marketing in that group pauses. */
export const incidentsStep: Step = async (batch) => {
  const grumbling = batch.turns.filter(grumbles)
  if (!grumbling.length) return (_turn, next) => next()
  const groups = [...new Map(grumbling.map((turn) => [turn.group.id, turn.group])).values()]
  const groupId = In(groups.map((group) => group.id))
  const earliest = Math.min(...grumbling.map((turn) => turn.event.at)) - LOOK_BACK
  const incidents = await batch.db.findBy(Incident, [
    { groupId, state: 'open' },
    { groupId, closedAt: MoreThan(earliest) },
  ])
  const open = incidents.filter((incident) => incident.state === 'open')
  const talks = await readTalks(batch, groups, earliest, (id) =>
    // What was settled is over: one late +1 makes no second storm of it.
    Math.max(earliest, ...incidents.flatMap((each) => (each.groupId === id ? (each.closedAt ?? 0) : 0))),
  )
  const nextCode = await createCodes(batch.db, Incident)

  return (turn, next) => {
    const talk = grumbles(turn) && talks.get(turn.group.id)
    // The talk is read once for the batch; each message sees it up to itself.
    const till = talk
      ? talk.findIndex((word) => word.at === turn.event.at && word.account === turn.event.sender.id)
      : -1
    const storm = talk && till >= 0 ? stormIn(talk.slice(0, till + 1)) : null
    if (storm) {
      const known = open.find((incident) => incident.groupId === turn.group.id)
      if (known) grow(batch, known, storm)
      else open.push(raise(batch, turn, storm, nextCode()))
    }
    next()
  }
}

/** Group → what was said in it after its own moment, the messages of this batch among them; one query a table for all. */
async function readTalks(
  batch: Batch,
  groups: readonly Group[],
  earliest: number,
  after: (groupId: string) => number,
): Promise<Map<string, GroupWord[]>> {
  const groupId = In(groups.map((group) => group.id))
  const since = MoreThan(earliest)
  const messages = await batch.db.find(Message, {
    where: { groupId, type: 'message', sentAt: since },
    order: { sentAt: 'ASC' },
  })
  const inquiries = [...(await batch.db.findBy(Inquiry, { groupId, askedAt: since })), ...batch.writes.rows(Inquiry)]
  const violations = [...(await batch.db.findBy(Violation, { groupId, at: since })), ...batch.writes.rows(Violation)]
  const speakers = new Set(messages.map((message) => message.details.sender.id))
  const members = await batch.db.findBy(Member, { groupId, externalId: In([...speakers]) })
  const known = [...members, ...batch.turns.map((turn) => turn.member)]

  return new Map(
    groups.map(({ id }) => {
      const moment = after(id)
      const ofGroup = <T extends { groupId: string }>(rows: readonly T[]) => rows.filter((row) => row.groupId === id)
      const spoken = ofGroup(messages)
        .filter(({ sentAt }) => sentAt > moment)
        .map(({ id: messageId, sentAt, text, details }) => ({
          messageId,
          account: details.sender.id,
          at: sentAt,
          text,
        }))
      const facts = {
        inquiries: ofGroup(inquiries),
        violations: ofGroup(violations).filter(({ at }) => at > moment),
        members: ofGroup(known),
      }
      return [id, wordsOf(spoken, facts)]
    }),
  )
}

const timelineOf = ({ words }: Storm): IncidentWord[] =>
  words.map(({ at, account, names, text }) => ({ at, account, name: names[0] ?? account, quote: text }))

function raise(batch: Batch, turn: Turn, storm: Storm, code: number): Incident {
  const incident = batch.writes.insert(Incident, {
    id: batch.ids(),
    code,
    groupId: turn.group.id,
    timeline: timelineOf(storm),
    openedAt: turn.now,
    state: 'open',
    closedAt: null,
    closedBy: null,
  })
  batch.audit(turn, 'incidents.opened', { incident: incident.id, members: storm.accounts.length })
  batch.tellStaff(turn, incidentCard(batch, incident, turn.group, storm.accounts.length), {
    dedupe: `incidents:card:${incident.id}`,
    buttons: incidentButtons(batch, code),
  })
  batch.later(turn, {
    task: 'incidents.opened',
    payload: { incidentId: incident.id },
    runAt: turn.now,
    dedupe: `incidents:opened:${incident.id}`,
  })
  return incident
}

function grow(batch: Batch, incident: Incident, storm: Storm): void {
  const known = new Set(incident.timeline.map(({ at, account }) => `${at} ${account}`))
  const more = timelineOf(storm).filter(({ at, account }) => !known.has(`${at} ${account}`))
  incident.timeline = [...incident.timeline, ...more]
  batch.writes.update(Incident, incident)
}

export function incidentCard(
  { say, dealer }: Pick<Batch, 'say' | 'dealer'>,
  { code, timeline }: Incident,
  group: Group,
  members: number,
): string {
  const lines = timeline.map(({ at, name, quote }) =>
    say('incidents.line', { time: localTime(at, dealer.zone).slice(11, 16), name, quote: clip(quote, 120) }),
  )
  return say('incidents.card', { code, group: group.name, members, timeline: lines.join('\n') })
}

export const incidentButtons = ({ say }: Pick<Batch, 'say'>, code: number) => [
  { label: say('incidents.button_calm'), data: `incident:calm:${code}` },
  { label: say('incidents.button_close'), data: `incident:close:${code}` },
]
