import type { Clock } from '../../src/kit/clock.js'
import type { Log } from '../../src/kit/log.js'
import type { ChatEvent } from '../../src/message/index.js'
import type { WeChatConfig } from './config.js'
import {
  type Change,
  type Person,
  toFriendRequest,
  toInvitation,
  toMemberEvents,
  toMessageEvent,
  toOwnEvent,
  type Us,
} from './decode.js'
import type { Frame } from './frames.js'
import { RECALLED } from './kinds.js'
import type { LookUp } from './look-up.js'
import { readMentions } from './mentions.js'
import * as wire from './payloads.js'
import { type QrCode, toQrCode } from './scan.js'
import type { Puppet } from './types.js'
import type { createWatch } from './watch.js'

export interface Ears {
  config: WeChatConfig
  clock: Clock
  log: Log
  lookUp: LookUp
  watch(): ReturnType<typeof createWatch> | undefined
  /** Undefined while nobody is logged in. */
  us(): Us | undefined
  /** What `load` answers is handed on in the order of these calls. */
  add(load: () => Promise<readonly ChatEvent[]>): void
  /** The gateway gave a sign of life. */
  onSign(): void
  onLogin(self: string): void
  onLogout(): void
  onQr(next: (before: QrCode | undefined) => QrCode | undefined): void
}

/** Understands what a gateway tells. */
export function createEar(puppet: Puppet, ears: Ears): (frame: Frame) => void {
  const { log, lookUp } = ears

  return ({ name, payload }) => {
    ears.onSign()
    switch (name) {
      case 'login':
        return ears.onLogin(payload.contactId)
      case 'logout':
        return ears.onLogout()
      case 'scan':
        return ears.onQr((before) => toQrCode(before, payload.status, payload.qrcode, ears.clock.now()))
      case 'message':
        return ears.add(() => hearMessage(payload.messageId))
      case 'room-join':
        return ears.add(() => hearJoin(payload))
      case 'room-leave':
        return ears.add(() => hearLeave(payload))
      case 'room-topic':
        return void puppet.roomPayloadDirty(payload.roomId).catch(() => {})
      case 'dirty':
        if (payload.payloadType === wire.DIRTY.room || payload.payloadType === wire.DIRTY.roomMember)
          ears.watch()?.outOfDate(payload.payloadId)
        return
      case 'friendship':
        return void hearFriendship(payload.friendshipId)
      case 'room-invite':
        return void hearInvitation(payload.roomInvitationId)
      case 'heartbeat':
      case 'dong':
      case 'ready':
      case 'error':
        return
    }
  }

  async function hearMessage(messageId: string): Promise<ChatEvent[]> {
    const us = ears.us()
    if (!us) return []
    const message = await lookUp.ask(wire.Message, () => puppet.messagePayload(messageId))
    if (!message) {
      log.warn({ messageId }, 'wechat message dropped: it could not be read')
      return []
    }
    if (message.talkerId === us.self) return []
    const { roomId, talkerId, text, type } = message
    const [room, person, detail, original] = await Promise.all([
      roomId ? lookUp.room(roomId) : undefined,
      lookUp.person(roomId || undefined, talkerId),
      lookUp.detail(message),
      type === RECALLED && text ? lookUp.ask(wire.Message, () => puppet.messagePayload(text.trim())) : undefined,
    ])
    if (roomId) ears.watch()?.heard(roomId, talkerId, person.member?.roomAlias)
    const namedInText = roomId && !message.mentionIdList.length ? await readNames(roomId, text, us) : []
    const around = { ...person, room, detail, namedInText, author: original?.talkerId }
    const event = toMessageEvent(message, around, us, ears.clock.now())
    return event ? [event] : []
  }

  async function readNames(room: string, text: string, us: Us): Promise<string[]> {
    if (!text.includes('@')) return []
    const { contact, member } = await lookUp.person(room, us.self)
    const ourselves = { id: us.self, names: [member?.roomAlias ?? '', contact?.name ?? ''] }
    return readMentions(text, [ourselves, ...(ears.watch()?.people(room) ?? [])])
  }

  async function hearJoin(event: wire.JoinEvent): Promise<ChatEvent[]> {
    const us = ears.us()
    if (!us) return []
    const people = new Map<string, Person>()
    for (const id of event.inviteeIdList) {
      if (!id || id === us.self) continue
      const person = await lookUp.person(event.roomId, id)
      people.set(id, person)
      const nickname = person.contact?.name || person.member?.name || ''
      ears.watch()?.joined(event.roomId, id, { nickname, card: person.member?.roomAlias ?? '' })
    }
    const change = { ...event, by: event.inviterId }
    const around = { room: await lookUp.room(event.roomId) }
    const isOurs = event.inviteeIdList.includes(us.self)
    return [
      ...(isOurs ? [await own('botJoined', change, around, us)] : []),
      ...toMemberEvents('join', change, people, around, us, ears.clock.now()),
    ]
  }

  async function hearLeave(event: wire.LeaveEvent): Promise<ChatEvent[]> {
    const us = ears.us()
    if (!us) return []
    const people = new Map<string, Person>()
    for (const id of event.removeeIdList) {
      if (id === us.self) ears.watch()?.forget(event.roomId)
      if (!id || id === us.self) continue
      const known = ears.watch()?.left(event.roomId, id)
      const contact = await lookUp.contact(id)
      people.set(id, { contact, member: known && { id, name: known.nickname, roomAlias: known.card } })
    }
    const change = { ...event, by: event.removerId }
    const around = { room: await lookUp.room(event.roomId) }
    const isOurs = event.removeeIdList.includes(us.self)
    return [
      ...toMemberEvents('leave', change, people, around, us, ears.clock.now()),
      ...(isOurs ? [await own('botLeft', change, around, us)] : []),
    ]
  }

  /** Our own coming or going, with the name of who did it. */
  async function own(
    type: 'botJoined' | 'botLeft',
    change: Change,
    around: { room: wire.Room | undefined },
    us: Us,
  ): Promise<ChatEvent> {
    const person = change.by ? await lookUp.person(change.roomId, change.by) : {}
    return toOwnEvent(type, change, { ...around, ...person }, us, ears.clock.now())
  }

  /** Whom we do not accept by ourselves, a person has to. */
  async function hearFriendship(id: string): Promise<void> {
    const asked = await lookUp.ask(wire.Friendship, () => puppet.friendshipPayload(id))
    log.info({ friendship: id, type: asked?.type }, 'wechat friendship')
    if (asked?.type !== wire.FRIENDSHIP_ASKED) return
    if (ears.config.ACCEPT_FRIENDS && (await accepts(() => puppet.friendshipAccept(id), { friendship: id }))) return
    ears.add(async () => [toFriendRequest(id, asked, await lookUp.contact(asked.contactId), ears.clock.now())])
  }

  /** Whether we come, a person says, unless the operator has said it for all. */
  async function hearInvitation(id: string): Promise<void> {
    const asked = await lookUp.ask(wire.Invitation, () => puppet.roomInvitationPayload(id))
    log.info({ invitation: id }, 'wechat group invitation')
    if (ears.config.ACCEPT_INVITES && (await accepts(() => puppet.roomInvitationAccept(id), { invitation: id }))) return
    if (!asked) return log.warn({ invitation: id }, 'wechat invitation dropped: it could not be read')
    ears.add(async () => [toInvitation(id, asked, await lookUp.contact(asked.inviterId), ears.clock.now())])
  }

  async function accepts(accept: () => Promise<void>, what: object): Promise<boolean> {
    try {
      await accept()
      return true
    } catch {
      log.warn(what, 'wechat: not accepted')
      return false
    }
  }
}
