import { In, IsNull, Not } from 'typeorm'
import type { Vault } from '../../kit/crypto.js'
import { Broadcast, createCodes, Poll } from '../../store/index.js'
import { loadScope, type Scope } from '../owner-groups.js'
import { may, type Permission } from '../permissions.js'
import { refuse } from '../refuse.js'
import { type Batch, type Step, said, type Turn } from '../step.js'
import type { Candidate } from './aim.js'
import { loadAudience } from './audience.js'
import { type Drafting, draftBroadcast, draftPoll, draftToCustomers } from './draft-broadcast.js'
import { type Facts, loadFacts } from './facts.js'
import { countText, type Found, findAudience } from './people.js'
import { readPlan } from './plan-time.js'
import { type PollCommand, readPollCommand } from './polls/command.js'
import { type BroadcastCommand, readBroadcast } from './read-broadcast.js'
import { type BroadcastSettings, readBroadcastSettings, saveBroadcastSettings } from './settings.js'
import { end, type Settling, settleBroadcast } from './settle-broadcast.js'

type Command = BroadcastCommand | (PollCommand & { type: 'open' })

const NEEDS: Record<Command['type'], Permission> = {
  draft: 'broadcasts.send',
  people: 'broadcasts.people',
  count: 'broadcasts.people',
  send: 'broadcasts.send',
  cancel: 'broadcasts.send',
  plan: 'broadcasts.send',
  second: 'broadcasts.configure',
  open: 'polls.open',
}

function readCommand(turn: Turn, received: string): Command | null {
  if (!turn.staff || turn.group.kind === 'owners' || turn.mode !== 'live') return null
  const poll = readPollCommand(said(turn), received)
  return poll?.type === 'open' ? poll : readBroadcast(said(turn))
}

interface Desk {
  batch: Batch
  vault: Vault
  settings: BroadcastSettings
  facts: Facts
  drafts: Broadcast[]
  nextCode: () => number
  nextPollCode: () => number
  groupsOf: Scope['groupsOf']
  /** Words of an audience → whom they mean; id of a draft → whom it means now. */
  audiences: ReadonlyMap<string, Found>
  candidates: ReadonlyMap<string, readonly Candidate[]>
}

/** 通知/群发, 客户群发, 投票 and 公告: what goes out is shown first, and sent when it is confirmed. */
export const createBroadcastStep =
  (vault: Vault): Step =>
  async (batch) => {
    const commandOf = (turn: Turn) => readCommand(turn, batch.say('polls.received'))
    const asked = batch.turns.flatMap((turn) => {
      const command = commandOf(turn)
      return command ? [{ turn, command }] : []
    })
    if (!asked.length) return (_turn, next) => next()
    const desk = await openDesk(batch, vault, asked)
    return (turn, next) => {
      const command = commandOf(turn)
      if (command) carryOut(desk, turn, command)
      next()
    }
  }

async function openDesk(batch: Batch, vault: Vault, asked: readonly { turn: Turn; command: Command }[]): Promise<Desk> {
  const { db } = batch
  const { groupsOf } = await loadScope(batch)
  const now = Math.max(...asked.map(({ turn }) => turn.now))
  const drafts = await db.find(Broadcast, {
    where: [
      { state: 'draft', createdBy: In(asked.map(({ turn }) => turn.member.externalId)) },
      { state: 'draft', confirmedBy: Not(IsNull()) },
      { id: In(asked.flatMap(({ command }) => ('id' in command ? (command.id ?? []) : []))) },
    ],
    order: { createdAt: 'ASC', id: 'ASC' },
  })
  const settings = await readBroadcastSettings(db)
  const [size] = asked.flatMap(({ turn, command }) =>
    command.type === 'second' && may(turn.staff, 'broadcasts.configure') ? [command] : [],
  )
  if (size) await saveBroadcastSettings(db, Object.assign(settings, { [size.of]: size.number }))
  const groups = [...new Map(asked.flatMap(({ turn }) => groupsOf(turn)).map((each) => [each.id, each])).values()]

  const audiences = new Map<string, Found>()
  for (const { turn, command } of asked)
    if ((command.type === 'people' || command.type === 'count') && may(turn.staff, 'broadcasts.people'))
      audiences.set(command.who, await findAudience(batch, command.who, groupsOf(turn), now))
  const candidates = new Map<string, readonly Candidate[]>()
  if (asked.some(({ command }) => command.type === 'send' || command.type === 'plan'))
    for (const { id, audience, state } of drafts)
      if (audience && state === 'draft') candidates.set(id, await loadAudience(db, audience, now))

  return {
    ...{ batch, vault, settings, drafts, groupsOf, audiences, candidates },
    facts: await loadFacts(db, groups, settings, now),
    nextCode: await createCodes(db, Broadcast),
    nextPollCode: await createCodes(db, Poll),
  }
}

function carryOut(desk: Desk, turn: Turn, command: Command): void {
  const { batch, drafts, facts } = desk
  const tell = (text: string) => turn.replies.push({ rank: 0, text })
  const needs = NEEDS[command.type]
  if (!may(turn.staff, needs)) return void tell(refuse(batch, turn, { needs }))
  if (command.type === 'second') {
    batch.audit(turn, 'broadcasts.configured', { [command.of]: command.number })
    const key = command.of === 'second' ? 'second' : 'second_people'
    return void tell(
      batch.say(command.number ? `broadcasts.${key}` : 'broadcasts.no_second', { number: command.number }),
    )
  }
  if (command.type === 'count') {
    const found = desk.audiences.get(command.who) as Found
    return void tell(typeof found === 'string' ? found : countText(batch, found, facts, turn.now))
  }
  if (command.type === 'draft' || command.type === 'people' || command.type === 'open')
    return void write(desk, turn, command)
  const id = 'id' in command ? command.id : null
  const draft = id ? drafts.find((each) => each.id === id) : draftOf(desk, turn)
  if (draft?.audience && !may(turn.staff, 'broadcasts.people'))
    return void tell(refuse(batch, turn, { needs: 'broadcasts.people' }))
  if (command.type === 'plan') {
    const plan = readPlan(command.when, turn.now, batch.dealer.zone)
    if (!plan) return void tell(batch.say('broadcasts.no_time', { words: command.when }))
    if (draft?.poll) return void tell(batch.say('broadcasts.poll_now'))
    if (draft?.state === 'draft')
      batch.writes.update(
        Broadcast,
        Object.assign(draft, { startAt: plan.at, cron: plan.type === 'repeated' ? plan.cron : null }),
      )
  }
  settleBroadcast(batch, turn, draft, command.type === 'cancel' ? 'cancel' : 'send', settlingOf(desk, turn))
}

/** The newest one of whoever speaks; who has none means what waits for a second yes. */
function draftOf({ drafts }: Desk, turn: Turn): Broadcast | undefined {
  const open = drafts.filter(({ state }) => state === 'draft')
  return (
    open.findLast(({ createdBy }) => createdBy === turn.member.externalId) ??
    open.findLast(({ confirmedBy, expiresAt }) => confirmedBy !== null && expiresAt > turn.now)
  )
}

const settlingOf = ({ facts, settings, vault, nextPollCode, candidates, groupsOf }: Desk, turn: Turn): Settling => ({
  groups: groupsOf(turn),
  ...{ facts, settings, vault },
  nextCode: nextPollCode,
  candidatesOf: ({ id }) => candidates.get(id) ?? [],
})

function write(desk: Desk, turn: Turn, command: Command & { type: 'draft' | 'people' | 'open' }): void {
  const { batch, drafts, facts, nextCode } = desk
  const older = drafts.filter(({ state, createdBy }) => state === 'draft' && createdBy === turn.member.externalId)
  const drafting: Drafting = { groups: desk.groupsOf(turn), facts, nextCode }
  let draft: Broadcast | null = null
  if (command.type === 'draft') draft = draftBroadcast(batch, turn, command, drafting)
  else if (command.type === 'open') draft = draftPoll(batch, turn, command, drafting)
  else {
    const found = desk.audiences.get(command.who) as Found
    if (typeof found === 'string') turn.replies.push({ rank: 0, text: found })
    else draft = draftToCustomers(batch, turn, command.body, found, drafting)
  }
  if (!draft) return
  // One draft a person, so that 确认发送 always means what they saw last.
  for (const each of older) end(batch, turn, each, 'cancelled', 'replaced')
  drafts.push(draft)
}
