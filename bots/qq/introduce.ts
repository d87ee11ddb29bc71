import type { ChatEvent, InvitationEvent, SenderRef } from '../../src/message/index.js'
import { type Roster, toMember, toSender } from './roster.js'
import { type Frame, isFrame, toName, wireId } from './types.js'

interface Sources {
  /** The data of a good answer, else undefined. */
  ask(action: string, params: Frame, timeoutMs?: number): Promise<unknown>
  roster: Roster
  /** Our own QQ number. */
  account: string
}

const PATIENCE_MS = 5_000

/** Notices and requests hold numbers only, and people want names. */
export async function introduced(event: ChatEvent, sources: Sources): Promise<ChatEvent> {
  if (event.type === 'join') {
    const [sender, size] = await Promise.all([
      member(event.room.id, event.sender, sources),
      sizeOf(event.room.id, sources),
    ])
    return { ...event, sender, room: { ...event.room, ...size } }
  }
  if (event.type === 'joinRequest')
    return { ...event, room: { ...event.room, ...(await sizeOf(event.room.id, sources)) } }
  if (event.type === 'botJoined') {
    const name = event.room.name ?? (await groupName(event.room.id, sources))
    // It is told by the same name when we are out of it.
    if (name) sources.roster.nameGroup(event.room.id, name)
    const room = { ...event.room, ...(name ? { name } : {}) }
    return { ...event, room, sender: await member(room.id, event.sender, sources) }
  }
  return event.type === 'invitation' ? invitation(event, sources) : event
}

async function member(group: string, sender: SenderRef, { ask, roster, account }: Sources): Promise<SenderRef> {
  if (sender.nickname || sender.id === account) return sender
  const params = { group_id: wireId(group), user_id: wireId(sender.id), no_cache: true }
  const found = toMember(await ask('get_group_member_info', params, PATIENCE_MS))
  if (found?.id !== sender.id) return sender
  if (roster.member(group, found.id)) roster.put(group, found.id, found.member)
  return toSender(found.id, found.member)
}

/** How many are in a group, and how many it takes: that depends on its level. */
async function sizeOf(group: string, { ask }: Pick<Sources, 'ask'>): Promise<{ members?: number; capacity?: number }> {
  const info = await ask('get_group_info', { group_id: wireId(group), no_cache: true }, PATIENCE_MS)
  if (!isFrame(info)) return {}
  const { member_count: members, max_member_count: capacity } = info
  return { ...(isNumber(members) && { members }), ...(isNumber(capacity) && { capacity }) }
}

/** Some implementations answer 0 where they do not know. */
const isNumber = (value: unknown): value is number => Number.isInteger(value) && (value as number) > 0

async function groupName(group: string, { ask }: Pick<Sources, 'ask'>): Promise<string> {
  const info = await ask('get_group_info', { group_id: wireId(group), no_cache: true }, PATIENCE_MS)
  return isFrame(info) ? toName(info.group_name) : ''
}

async function invitation(event: InvitationEvent, sources: Sources): Promise<ChatEvent> {
  const { group, sender } = event
  const name = group.name || (group.id && (await groupName(group.id, sources)))
  const person = sender.nickname ?? (await strangerName(sender.id, sources))
  const named = person ? { ...sender, nickname: person } : sender
  const room = { ...event.room, ...(person ? { name: person } : {}) }
  return { ...event, room, sender: named, group: { ...group, ...(name ? { name } : {}) } }
}

async function strangerName(person: string, { ask }: Sources): Promise<string> {
  const info = await ask('get_stranger_info', { user_id: wireId(person) }, PATIENCE_MS)
  return isFrame(info) ? toName(info.nickname) : ''
}
