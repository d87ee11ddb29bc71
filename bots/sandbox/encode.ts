import type { Action, Receipt } from '../../src/message/index.js'
import { Refusal } from './refusal.js'
import type { SandboxWorld } from './world.js'

/** Does what the action asks, as `account`. What the platform's rules refuse is `not_sent` with the rule's code. */
export function perform(world: SandboxWorld, account: string, action: Action, now: number): Receipt {
  try {
    const messageId = act(world, account, action, now)
    return messageId === undefined ? { outcome: 'sent' } : { outcome: 'sent', messageId }
  } catch (error) {
    if (error instanceof Refusal) return { outcome: 'not_sent', reason: error.code, retry: false }
    // The journal could not be written, so nothing was done: a full disk may be freed.
    return { outcome: 'not_sent', reason: error instanceof Error ? error.message : String(error), retry: true }
  }
}

function act(world: SandboxWorld, account: string, action: Action, now: number): string | undefined {
  const room = action.room.id
  switch (action.type) {
    case 'say':
    case 'announce': {
      const { text, buttons } = action
      const { mentions, replyTo } = action.type === 'say' ? action : {}
      // What we answer may be gone, or no words (a join, a press): the answer is worth saying without the quote.
      const quoted = replyTo === undefined ? undefined : world.findPost(replyTo)
      const quotes = quoted?.room === room && quoted.text !== undefined ? { replyTo } : {}
      return world.post(room, account, text, {
        kind: action.type === 'say' ? 'message' : 'announcement',
        ...(mentions?.length ? { mentions } : {}),
        ...quotes,
        ...(buttons?.length ? { buttons } : {}),
      }).id
    }
    case 'recall':
      world.recall(action.messageId, account)
      return undefined
    case 'mute':
      world.mute(room, action.person, account, now + action.seconds * 1000)
      return undefined
    case 'kick':
      world.kick(room, action.person, account)
      return undefined
    case 'setCard':
      world.setCard(room, action.person, action.card, account)
      return undefined
    case 'acceptInvitation':
      if (action.accept) world.acceptInvitation(action.request, account)
      return undefined
    case 'leave':
      world.leave(room, account)
      return undefined
    case 'approveJoin':
      // Nobody has to ask to be let into a sandbox room.
      throw new Refusal('not_supported')
  }
}
