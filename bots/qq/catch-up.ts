import type { After } from '../../src/kit/after.js'
import type { Clock } from '../../src/kit/clock.js'
import type { ChatEvent } from '../../src/message/index.js'
import { type Known, toChatEvent } from './decode.js'
import { type Roster, toGroups, toMember, toMembers, toSender } from './roster.js'
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
  for (const group of roster.groups()) if (!groups.has(group)) roster.forgetGroup(group)
  for (const [group, name] of groups) roster.nameGroup(group, name)
  for (const group of groups.keys()) {
    if (!goesOn()) return
    await refreshGroup(group, options)
    await pause(options)
  }
  await readRequests(options)
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
async function readRequests({ account, known, clock, ask, goesOn, offer }: CatchUpOptions): Promise<void> {
  const data = await ask('get_group_system_msg', {})
  const list = isFrame(data) ? data.join_requests : undefined
  if (!Array.isArray(list) || !goesOn()) return
  for (const each of list) {
    if (!isFrame(each) || each.checked === true) continue
    const nickname = typeof each.requester_nick === 'string' ? each.requester_nick : ''
    const event = toChatEvent(
      {
        post_type: 'request',
        request_type: 'group',
        sub_type: 'add',
        self_id: account,
        time: Math.floor(clock.now() / 1000),
        group_id: each.group_id,
        user_id: idOf(each.requester_uin) ?? each.invitor_uin,
        comment: each.message,
        flag: typeof each.request_id === 'number' ? String(each.request_id) : (each.request_id ?? each.flag),
      },
      known,
    )
    if (event) offer(nickname ? { ...event, sender: { ...event.sender, nickname } } : event)
  }
}

/** The notice of a newcomer holds a number only, and a welcome wants a name. */
export async function introduced(
  event: ChatEvent,
  { ask, roster }: Pick<CatchUpOptions, 'ask' | 'roster'>,
): Promise<ChatEvent> {
  const group = event.room.id
  if (event.sender.nickname) return event
  const params = { group_id: wireId(group), user_id: wireId(event.sender.id), no_cache: true }
  const found = toMember(await ask('get_group_member_info', params, 5_000))
  if (found?.id !== event.sender.id) return event
  if (roster.member(group, found.id)) roster.put(group, found.id, found.member)
  return { ...event, sender: toSender(found.id, found.member) }
}
