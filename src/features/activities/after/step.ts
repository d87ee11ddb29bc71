import { In } from 'typeorm'
import { HOUR } from '../../../kit/clock.js'
import type { Vault } from '../../../kit/crypto.js'
import { Activity, Group } from '../../../store/index.js'
import { loadScope } from '../../owner-groups.js'
import { may, type Permission } from '../../permissions.js'
import { publicName } from '../../public-name.js'
import { refuse } from '../../refuse.js'
import { type Batch, type Reply, type Step, said, type Turn } from '../../step.js'
import { type Door, openDoors, present } from '../door/door.js'
import { findActivities } from '../find-activities.js'
import { sayToGroup } from '../plan/course.js'
import { commitmentTo, draw } from './draw.js'
import { type AfterCommand, readAfterCommand } from './read-command.js'
import { recapText, reviewText } from './words.js'

const NEEDS: Record<AfterCommand['type'], Permission> = {
  review: 'activities.read',
  recap: 'activities.edit',
  post_recap: 'activities.edit',
  lottery: 'activities.edit',
  draw: 'activities.edit',
}

const commandOf = (turn: Turn) => (turn.staff && turn.group.kind !== 'owners' ? readAfterCommand(said(turn)) : null)

/** 复盘, 活动总结, 抽奖, 开奖: what the staff do on the day and after it. */
export const createAfterStep =
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
    const groups = await batch.db.findBy(Group, { id: In(activities.map(({ groupId }) => groupId)) })

    return (turn, next) => {
      const command = commandOf(turn)
      if (!command) return next()
      const activity = activities.find(({ code, groupId }) => code === command.code && covers(turn, groupId))
      const door = doors.get(activity?.id ?? '')
      const group = groups.find(({ id }) => id === activity?.groupId)
      const needs = NEEDS[command.type]
      const reply = may(turn.staff, needs)
        ? carryOut(batch, turn, command, door, group, vault)
        : { text: refuse(batch, turn, { needs }) }
      turn.replies.push({ rank: 0, ...reply })
      next()
    }
  }

function carryOut(
  batch: Batch,
  turn: Turn,
  command: AfterCommand,
  door: Door | undefined,
  group: Group | undefined,
  vault: Vault,
): Pick<Reply, 'text' | 'buttons'> {
  const { say } = batch
  const { code } = command
  if (!door || !group) return { text: say('activities.no_such', { code }) }
  if (door.activity.state !== 'open') return { text: say('activities.not_open', { code }) }
  if (command.type === 'review') return { text: reviewText(batch, door) }
  if (command.type === 'lottery') return { text: announceDraw(batch, turn, command, door, group, vault) }
  if (command.type === 'draw') return { text: carryOutDraw(batch, turn, door, group, vault) }
  if (!present(door).length) return { text: say('activities.nobody_came', { code }) }
  const text = recapText(batch, door)
  if (command.type === 'recap')
    return {
      text: say('activities.recap_draft', { text, code }),
      buttons: [{ label: say('activities.button_recap'), data: `activity:recap:${code}` }],
    }
  tellGroup(batch, turn, group, text, 'recap')
  batch.audit(turn, 'activities.recap_posted', { activity: door.activity.id })
  return { text: say('activities.recap_posted') }
}

const tellGroup = (batch: Batch, turn: Turn, group: Group, text: string, what: string) =>
  sayToGroup(batch, turn, group, text, `${what}:${turn.messageId}`, 6 * HOUR)

/** Known to nobody before it is shown, and the same whenever it is asked for. */
const seedOf = (vault: Vault, { id }: Activity, n: number): string => vault.fingerprint(`lottery ${id} ${n}`)

const prizesText = (prizes: readonly { name: string; count: number }[]) =>
  prizes.map(({ name, count }) => `${name}×${count}`).join('、')

function announceDraw(
  batch: Batch,
  turn: Turn,
  { code, prizes }: Extract<AfterCommand, { type: 'lottery' }>,
  { activity }: Door,
  group: Group,
  vault: Vault,
): string {
  const draws = activity.plan.draws ?? []
  if (draws.some(({ winners }) => !winners)) return batch.say('activities.lottery_open', { code })
  const commitment = commitmentTo(seedOf(vault, activity, draws.length))
  const plan = { ...activity.plan, draws: [...draws, { prizes, commitment }] }
  batch.writes.update(Activity, Object.assign(activity, { plan }))
  batch.audit(turn, 'activities.lottery', { activity: activity.id, commitment })
  const params = { title: activity.title, prizes: prizesText(prizes), commitment }
  tellGroup(batch, turn, group, batch.say('activities.lottery', params), 'lottery')
  return batch.say('activities.lottery_told', { code })
}

/** All who are in and have a code take part; what is told to the group is enough to draw again. */
function carryOutDraw(batch: Batch, turn: Turn, door: Door, group: Group, vault: Vault): string {
  const { say } = batch
  const { activity, rsvps } = door
  const draws = activity.plan.draws ?? []
  const n = draws.findIndex(({ winners }) => !winners)
  const open = draws[n]
  if (!open) return say('activities.lottery_none', { code: activity.code })
  const tickets = present(door).flatMap((arrival) => {
    const rsvp = rsvps.find(({ memberId }) => memberId === arrival.memberId)
    const code = rsvp && door.codes.get(rsvp.id)
    const member = door.members.find(({ id }) => id === arrival.memberId)
    return code ? { code, name: member ? publicName(say, member) : '' } : []
  })
  if (!tickets.length) return say('activities.nobody_came', { code: activity.code })
  const seed = seedOf(vault, activity, n)
  const codes = tickets.map(({ code }) => code).sort()
  const winners = draw(seed, codes, open.prizes)
  const plan = { ...activity.plan, draws: draws.with(n, { ...open, seed, codes, winners }) }
  batch.writes.update(Activity, Object.assign(activity, { plan }))
  batch.audit(turn, 'activities.drawn', { activity: activity.id, seed, codes })
  const lines = winners.map(({ prize, code }) => {
    const name = tickets.find((each) => each.code === code)?.name ?? ''
    return say('activities.lottery_winner', { prize, name, code })
  })
  const params = { title: activity.title, lines: lines.join('\n'), seed, codes: codes.join(' ') }
  tellGroup(batch, turn, group, say('activities.lottery_drawn', params), 'drawn')
  return say('activities.lottery_done', { number: winners.length })
}
