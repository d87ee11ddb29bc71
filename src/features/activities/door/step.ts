import { In } from 'typeorm'
import { DAY, HOUR } from '../../../kit/clock.js'
import type { Vault } from '../../../kit/crypto.js'
import { loadScope } from '../../owner-groups.js'
import { may } from '../../permissions.js'
import { refuse } from '../../refuse.js'
import { type Batch, displayName, type Step, said, type Turn } from '../../step.js'
import { findActivities } from '../find-activities.js'
import { signLink } from '../links.js'
import { matchName } from '../match-name.js'
import { type Arriving, arrive, type Door, openDoors, undo } from './door.js'
import { type DoorCommand, readDoorCommand } from './read-command.js'
import { arrivedText, doorText } from './words.js'

/** The page at the door works until the day after. */
const PAGE_DAYS = 1

const commandOf = (turn: Turn) => (turn.staff && turn.group.kind !== 'owners' ? readDoorCommand(said(turn)) : null)

/** 签到: the staff say at the door who came, with or without a sign-up. */
export const createDoorDeskStep =
  (vault: Vault): Step =>
  async (batch) => {
    const commands = batch.turns.flatMap((turn) => commandOf(turn) ?? [])
    if (!commands.length) return (_turn, next) => next()
    const activities = await findActivities(batch, {
      where: { code: In(commands.map(({ code }) => code)) },
      order: { id: 'ASC' },
    })
    const { covers } = await loadScope(batch)
    const doors = await openDoors(batch.db, activities)

    return (turn, next) => {
      const command = commandOf(turn)
      if (!command) return next()
      const activity = activities.find(({ code, groupId }) => code === command.code && covers(turn, groupId))
      const door = doors.get(activity?.id ?? '')
      const text = may(turn.staff, 'activities.check_in')
        ? carryOut(batch, turn, command, door, vault)
        : refuse(batch, turn, { needs: 'activities.check_in' })
      turn.replies.push({ rank: 0, text })
      next()
    }
  }

function carryOut(batch: Batch, turn: Turn, command: DoorCommand, door: Door | undefined, vault: Vault): string {
  const { say } = batch
  const { code } = command
  if (!door) return say('activities.no_such', { code })
  if (door.activity.state !== 'open') return say('activities.not_open', { code })
  if (command.type === 'show') return `${doorText(batch, door)}\n${pageText(batch, turn, door, vault)}`
  if (command.type === 'walk_in') {
    const name = command.name || say('activities.door_guest')
    return letIn(batch, turn, door, { memberId: null, name, heads: command.heads })
  }
  const memberId = whoIs(door, command.who)
  if (!memberId) return say('activities.door_who', { code, who: command.who })
  if (command.type === 'arrive') return letIn(batch, turn, door, { memberId, name: '', heads: command.heads })
  const undone = undo(
    door.arrivals.find((each) => each.memberId === memberId),
    { writes: batch.writes, now: turn.now },
  )
  if (!undone) return say('activities.door_not_in', { who: command.who })
  batch.audit(turn, 'activities.arrival_undone', { activity: door.activity.id, arrival: undone.id })
  return say('activities.door_undone', { who: command.who })
}

function letIn(batch: Batch, turn: Turn, door: Door, who: Pick<Arriving, 'memberId' | 'name' | 'heads'>): string {
  const arrived = arrive(
    door,
    { ...who, id: batch.ids(), at: turn.now, phoneAt: null, by: turn.staff?.name ?? '' },
    { writes: batch.writes, ids: batch.ids, now: turn.now },
  )
  if (arrived.outcome === 'arrived')
    batch.audit(turn, 'activities.arrived', { activity: door.activity.id, arrival: arrived.arrival.id })
  return arrivedText(batch, door, arrived)
}

/** Whose seat a code is, or whom of the group a name means. */
export function whoIs({ rsvps, members, codes }: Door, who: string): string | undefined {
  const seat = rsvps.find(({ id }) => codes.get(id) === who)
  if (seat) return seat.memberId
  const named = members.map((member) => ({ id: member.id, name: displayName(member) }))
  return matchName(who, named)?.id
}

/** The page for the phone: a link of one's own, which is nobody else's to read. */
function pageText(batch: Batch, turn: Turn, { activity }: Door, vault: Vault): string {
  const { say, dealer } = batch
  if (!dealer.publicUrl || !turn.staff) return say('activities.door_no_page', { code: activity.code })
  const until = Math.max(activity.endsAt, turn.now) + PAGE_DAYS * DAY
  const token = signLink('door', { activityId: activity.id, who: turn.staff.id }, until, vault)
  const text = say('activities.door_page', { title: activity.title, link: `${dealer.publicUrl}/door/${token}` })
  if (turn.group.kind === 'private') return text
  if (!turn.can('directMessage')) return say('activities.door_ask_private', { code: activity.code })
  const room = { id: turn.member.externalId, kind: 'private' as const, name: turn.staff.name }
  batch.send(
    turn,
    turn.group,
    { type: 'say', room, text },
    { priority: 'staff', dedupe: `activities:door:${turn.messageId}`, lifetime: HOUR },
  )
  return say('activities.door_sent')
}
