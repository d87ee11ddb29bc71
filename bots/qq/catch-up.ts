import type { After } from '../../src/kit/after.js'
import type { Clock } from '../../src/kit/clock.js'
import type { ChatEvent } from '../../src/message/index.js'
import { type Known, toChatEvent } from './decode.js'
import { movedWhileAway } from './presence.js'
import { type Roster, toGroups, toMembers } from './roster.js'
import { type Frame, idOf, isFrame, wireId } from './types.js'

interface CatchUpOptions {
  account: string
  roster: Roster
  known: Known
  clock: Clock
  after: After
  chance: () => number
  /** The data of a good answer, else undefined. */
  ask(action: string, params: Frame, timeoutMs?: number): Promise<unknown>
  /** False when the connection that this is done for is gone. */
  goesOn(): boolean
  offer(event: ChatEvent): void
}

const LIST_MS = 30_000

/** Lists the groups, then the members of each, and offers what changed since the lists before. */
export async function catchUp(options: CatchUpOptions): Promise<void> {
  const { roster, ask, goesOn } = options
  const groups = toGroups(await ask('get_group_list', {}, LIST_MS))
  if (!groups) return
  await compareGroups(groups, options)
  for (const [group, name] of groups) roster.nameGroup(group, name)
  for (const group of groups.keys()) {
    if (!goesOn()) return
    await refreshGroup(group, options)
    await pause(options)
  }
  await readRequests(options)
}

/** Tells of groups that we came into or lost since the list before; the first list is compared with nothing. */
async function compareGroups(groups: ReadonlyMap<string, string>, options: CatchUpOptions): Promise<void> {
  const { account, roster, clock, ask, goesOn, offer } = options
  const before = roster.groups()
  const tell = (type: 'botJoined' | 'botLeft', id: string, name: string | undefined) =>
    offer(movedWhileAway(type, { id, kind: 'group', ...(name ? { name } : {}) }, account, clock.now()))
  for (const group of before) {
    if (groups.has(group)) continue
    // A list that is half loaded must not take us out of a group that is still there.
    const isThere = await ask('get_group_info', { group_id: wireId(group), no_cache: true })
    if (!goesOn()) return
    if (isThere) continue
    tell('botLeft', group, roster.groupName(group))
    roster.forgetGroup(group)
  }
  for (const [group, name] of groups) if (before.length && !before.includes(group)) tell('botJoined', group, name)
}

/** Reads one group's members anew. */
export async function refreshGroup(group: string, options: CatchUpOptions): Promise<void> {
  const { account, roster, clock, ask, goesOn, offer } = options
  roster.beginRefresh(group)
  const list = toMembers(await ask('get_group_member_list', { group_id: wireId(group), no_cache: true }, LIST_MS))
  // A list without ourselves is a half-loaded one, and would send everybody away.
  if (!list?.has(account) || !goesOn()) return
  for (const event of roster.endRefresh(group, list, clock.now(), account)) offer(event)
}

/** Lists asked for in one burst are what a machine would do. */
const pause = ({ after, chance }: CatchUpOptions) =>
  new Promise<void>((resolve) => void after(200 + Math.round(chance() * 300), resolve))

/** Requests that came while nobody was listening. */
async function readRequests(options: CatchUpOptions): Promise<void> {
  const data = await options.ask('get_group_system_msg', {})
  if (!isFrame(data) || !options.goesOn()) return
  offerRequests(data.join_requests, 'add', options)
  offerRequests(data.invited_requests, 'invite', options)
}

function offerRequests(list: unknown, sub_type: 'add' | 'invite', { account, known, clock, offer }: CatchUpOptions) {
  if (!Array.isArray(list)) return
  for (const each of list) {
    if (!isFrame(each) || each.checked === true) continue
    const nickname = typeof each.requester_nick === 'string' ? each.requester_nick : ''
    const event = toChatEvent(
      {
        post_type: 'request',
        request_type: 'group',
        sub_type,
        self_id: account,
        time: Math.floor(clock.now() / 1000),
        group_id: each.group_id,
        group_name: each.group_name,
        user_id: idOf(each.requester_uin) ?? each.invitor_uin,
        invitor_nick: each.invitor_nick,
        comment: each.message,
        flag: typeof each.request_id === 'number' ? String(each.request_id) : (each.request_id ?? each.flag),
      },
      known,
    )
    if (event) offer(nickname ? { ...event, sender: { ...event.sender, nickname } } : event)
  }
}
