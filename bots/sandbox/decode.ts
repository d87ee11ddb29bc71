import type { ChatEvent, RoomRef, SenderRef } from '../../src/message/index.js'
import type { Post, Room, Sender } from './types.js'

export function toRoomRef(room: Room): RoomRef {
  return { id: room.id, kind: room.kind, name: room.name }
}

function toSenderRef({ bot: _, ...sender }: Sender): SenderRef {
  return sender
}

/** Who brought a bot in or removed it; the bot itself when it left. */
const whoMoved = ({ about, from }: Post): SenderRef => (about ? toSenderRef(about) : { id: from.id })

/** A post in the bot's words; undefined for what the platform does not tell a bot. */
export function toChatEvent(post: Post, room: Room): ChatEvent | undefined {
  const base = { id: post.id, at: post.at, room: toRoomRef(room), sender: toSenderRef(post.from) }
  switch (post.kind) {
    case 'message':
    case 'announcement':
      return {
        ...base,
        type: 'message',
        text: post.text ?? '',
        ...(post.mentions?.length ? { mentions: post.mentions } : {}),
        ...(post.replyTo ? { replyTo: post.replyTo } : {}),
      }
    case 'join':
      if (post.from.bot) return { ...base, sender: whoMoved(post), type: 'botJoined' }
      return { ...base, type: 'join', ...(post.about ? { invitedBy: post.about.id } : {}) }
    case 'leave':
      if (post.from.bot) return { ...base, sender: whoMoved(post), type: 'botLeft' }
      return { ...base, type: 'leave', ...(post.about ? { removedBy: post.about.id } : {}) }
    case 'card':
      return { ...base, type: 'card', ...(post.oldCard ? { oldCard: post.oldCard } : {}) }
    case 'invite': {
      const { room: id, name } = post.invited ?? {}
      return { ...base, type: 'invitation', request: post.id, group: { ...(id && { id }), ...(name && { name }) } }
    }
    case 'press':
      return post.pressed && { ...base, type: 'button', data: post.pressed.data, messageId: post.pressed.post }
    case 'mute':
    case 'unmute': {
      const seconds = post.until === undefined ? 0 : Math.round((post.until - post.at) / 1000)
      return post.about && { ...base, sender: toSenderRef(post.about), type: 'mute', seconds, mutedBy: post.from.id }
    }
  }
}
