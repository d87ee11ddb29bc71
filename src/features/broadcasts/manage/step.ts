import { type FindOptionsWhere, In, Not } from 'typeorm'
import type { Vault } from '../../../kit/crypto.js'
import { Broadcast } from '../../../store/index.js'
import { readContactSettings, saveContactSettings } from '../../contact-budget.js'
import { namesOf } from '../../named-customers.js'
import { loadScope, type Scope } from '../../owner-groups.js'
import { may, type Permission } from '../../permissions.js'
import { refuse } from '../../refuse.js'
import { type Batch, type Step, said, type Turn } from '../../step.js'
import { loadFacts } from '../facts.js'
import { perDayOf, readBroadcastSettings, saveBroadcastSettings } from '../settings.js'
import { linkIn } from '../words.js'
import { pause, resend, resume, stop } from './act.js'
import { type ManageCommand, readManage } from './command.js'
import { countOutcomes, loadTargets, type Target } from './progress.js'
import { loadResults } from './results.js'
import { tagGroups } from './tags.js'
import { progressLine, reportText, targetsText } from './text.js'

const LISTED = 8

const NEEDS: Record<ManageCommand['type'], Permission> = {
  list: 'broadcasts.read',
  report: 'broadcasts.read',
  targets: 'broadcasts.read',
  pause: 'broadcasts.send',
  resume: 'broadcasts.send',
  stop: 'broadcasts.send',
  resend: 'broadcasts.send',
  tags: 'broadcasts.send',
  per_day: 'broadcasts.configure',
  per_week: 'broadcasts.configure',
}

const commandOf = (turn: Turn): ManageCommand | null =>
  turn.staff && turn.group.kind !== 'owners' && turn.mode === 'live' && turn.event.type === 'message'
    ? readManage(said(turn))
    : null

interface Desk {
  batch: Batch
  vault: Vault
  scope: Scope
}

/** 群发进度, 暂停群发, 补发…: what is under way, and what came of it. Each is carried out before the next is looked at. */
export const createBroadcastDeskStep =
  (vault: Vault): Step =>
  async (batch) => {
    const heard = batch.turns.filter(commandOf)
    if (!heard.length) return (_turn, next) => next()
    const desk: Desk = { batch, vault, scope: await loadScope(batch) }
    const answers = new Map<Turn, string>()
    for (const turn of heard) answers.set(turn, await answer(desk, turn, commandOf(turn) as ManageCommand))
    return (turn, next) => {
      const text = answers.get(turn)
      if (text !== undefined) turn.replies.push({ rank: 0, text })
      next()
    }
  }

async function answer(desk: Desk, turn: Turn, command: ManageCommand): Promise<string> {
  const { batch, scope } = desk
  const needs = NEEDS[command.type]
  if (!may(turn.staff, needs)) return refuse(batch, turn, { needs })
  const groups = scope.groupsOf(turn)
  if (command.type === 'list') return listText(desk, turn)
  if (command.type === 'tags') return tagGroups(batch, turn, command.body, groups)
  if (command.type === 'per_day' || command.type === 'per_week') return configure(batch, turn, command)
  const broadcast = await findOne(desk, turn, command)
  if (!broadcast) return batch.say('broadcasts.no_such')
  if (broadcast.audience && !may(turn.staff, 'broadcasts.people') && NEEDS[command.type] === 'broadcasts.send')
    return refuse(batch, turn, { needs: 'broadcasts.people' })
  const targets = await loadTargets(batch.db, [broadcast.id])
  return act(desk, turn, command.type, broadcast, targets)
}

/** Whoever acts in some groups only sees what went to these and to no others, and nothing that went to customers. */
function isSeen({ scope }: Desk, turn: Turn, { audience, groupIds }: Broadcast): boolean {
  if (audience) return may(turn.staff, 'customers.read')
  return groupIds.every((id) => scope.covers(turn, id))
}

const AT_ONCE = 50

/** The newest that the sender may see: what others have sent since is passed over. */
async function newestSeen(desk: Desk, turn: Turn, where: FindOptionsWhere<Broadcast>, number: number) {
  const seen: Broadcast[] = []
  for (let skip = 0; ; skip += AT_ONCE) {
    const found = await desk.batch.db.find(Broadcast, { where, order: { code: 'DESC' }, skip, take: AT_ONCE })
    seen.push(...found.filter((each) => isSeen(desk, turn, each)))
    if (seen.length >= number || found.length < AT_ONCE) return seen.slice(0, number)
  }
}

/** The newest one when no number is said. */
async function findOne(desk: Desk, turn: Turn, { code, type }: Extract<ManageCommand, { code: number | null }>) {
  const newest: FindOptionsWhere<Broadcast>['state'] = type === 'resume' ? 'paused' : Not<Broadcast['state']>('draft')
  const where: FindOptionsWhere<Broadcast> = code === null ? { state: newest } : { code, state: Not('draft') }
  const [found] = await newestSeen(desk, turn, where, 1)
  return found
}

async function listText(desk: Desk, turn: Turn): Promise<string> {
  const { batch } = desk
  const own = await newestSeen(desk, turn, { state: In(['scheduled', 'sent', 'paused']) }, LISTED)
  if (!own.length) return batch.say('broadcasts.none')
  const targets = await loadTargets(
    batch.db,
    own.map(({ id }) => id),
  )
  const lines = own.map((each) =>
    progressLine(
      batch,
      each,
      targets.filter(({ target }) => target.broadcastId === each.id),
    ),
  )
  return [batch.say('broadcasts.list'), ...lines, batch.say('broadcasts.how')].join('\n')
}

type Act = Extract<ManageCommand, { code: number | null }>['type']

async function act(
  desk: Desk,
  turn: Turn,
  type: Act,
  broadcast: Broadcast,
  targets: readonly Target[],
): Promise<string> {
  const { batch, vault } = desk
  const { db, say } = batch
  const { code, state } = broadcast
  const line = () => progressLine(batch, broadcast, targets)
  if (type === 'report') return reportText(say, line(), await loadResults(db, targets), linkIn(broadcast.text) !== null)
  if (type === 'targets') return targetsText(say, line(), targets, await targetNames(desk, turn, targets))
  const { waiting } = countOutcomes(targets)
  if (type === 'pause') {
    if (state !== 'sent' || !waiting) return say('broadcasts.nothing_waits', { code })
    await pause(db, broadcast, targets)
  } else if (type === 'resume') {
    if (state !== 'paused') return say('broadcasts.not_paused', { code })
    await resume(batch, broadcast, targets, turn.now)
  } else if (type === 'stop') {
    if (state === 'cancelled' || (state === 'sent' && !waiting)) return say('broadcasts.nothing_waits', { code })
    await stop(db, broadcast, targets)
  } else {
    if (state !== 'sent') return say('broadcasts.not_sent', { code })
    const groups = desk.scope.groupsOf(turn)
    const facts = await loadFacts(db, groups, await readBroadcastSettings(db), turn.now)
    const number = await resend(batch, broadcast, targets, { groups, facts, vault, now: turn.now })
    batch.audit(turn, 'broadcasts.resent', { broadcast: broadcast.id, number })
    return say(number ? 'broadcasts.resent' : 'broadcasts.nothing_failed', { code, number })
  }
  batch.audit(turn, `broadcasts.${PAST[type]}`, { broadcast: broadcast.id, waiting })
  return say(`broadcasts.${PAST[type]}`, { code, number: waiting })
}

const PAST = { pause: 'paused', resume: 'resumed', stop: 'stopped' } as const

async function targetNames(
  { batch, scope }: Desk,
  turn: Turn,
  targets: readonly Target[],
): Promise<Map<string, string>> {
  const customers = targets.flatMap(({ target }) => target.customerId ?? [])
  return new Map([
    ...scope.groupsOf(turn).map(({ id, name }) => [id, name] as const),
    ...(await namesOf(batch.db, customers)),
  ])
}

async function configure(
  batch: Batch,
  turn: Turn,
  command: ManageCommand & { type: 'per_day' | 'per_week' },
): Promise<string> {
  const { db, say } = batch
  batch.audit(turn, 'broadcasts.configured', { ...command })
  if (command.type === 'per_week') {
    await saveContactSettings(db, { ...(await readContactSettings(db)), groupTimes: command.number })
    return say('broadcasts.per_week', { number: command.number })
  }
  const settings = await readBroadcastSettings(db)
  settings.perDay = { ...settings.perDay, [command.platform]: command.number }
  await saveBroadcastSettings(db, settings)
  const platform = say(`channels.kind.${command.platform}`)
  return say('broadcasts.per_day', { platform, number: perDayOf(settings, command.platform) })
}
