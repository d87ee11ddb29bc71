import type { After } from '../../src/kit/after.js'
import type { Action, Capability, Receipt, SayAction } from '../../src/message/index.js'
import { inTime, type LookUp } from './look-up.js'
import { markMentions } from './mentions.js'
import { Message } from './payloads.js'
import { toReceipt } from './refusal.js'
import { split } from './split.js'
import type { Puppet } from './types.js'

export interface Desk {
  puppet: Puppet
  lookUp: LookUp
  self: string
  capabilities: ReadonlySet<Capability>
  textLimit: number
  after: After
}

/** Longer than a gateway needs for a text, ms; WeChat itself may be slow. */
const DEADLINE_MS = 30_000

const refused = (reason: string): Receipt => ({ outcome: 'not_sent', reason, retry: false })

/** Does what the action asks. Never rejects. */
export async function perform(desk: Desk, action: Action): Promise<Receipt> {
  const { puppet, capabilities } = desk
  const calling = <T>(answer: Promise<T>) => inTime(desk.after, DEADLINE_MS, answer)
  try {
    switch (action.type) {
      case 'say':
        return await say(desk, action, calling)
      case 'announce':
        if (!capabilities.has('announce')) return refused('not_supported')
        await calling(puppet.roomAnnounce(action.room.id, action.text))
        return { outcome: 'sent' }
      case 'kick':
        if (!capabilities.has('kick')) return refused('not_supported')
        await calling(puppet.roomDel(action.room.id, action.person))
        return { outcome: 'sent' }
      case 'recall':
        return await recall(desk, action.messageId, calling)
      case 'leave':
        if (!capabilities.has('leave')) return refused('not_supported')
        await calling(puppet.roomQuit(action.room.id))
        return { outcome: 'sent' }
      case 'acceptInvitation':
        if (!capabilities.has('acceptInvitation')) return refused('not_supported')
        // There is no way to say no: an invitation that nobody answers is one.
        if (action.accept) await calling(puppet.roomInvitationAccept(action.request))
        return { outcome: 'sent' }
      case 'mute':
      case 'setCard':
      case 'approveJoin':
        return refused('not_supported')
    }
  } catch (error) {
    return toReceipt(error)
  }
}

type Calling = <T>(answer: Promise<T>) => Promise<T>

async function say(desk: Desk, action: SayAction, calling: Calling): Promise<Receipt> {
  const mentions = desk.capabilities.has('mention') && action.room.kind === 'group' ? (action.mentions ?? []) : []
  const text = mentions.length ? await withGaps(desk, action, mentions) : action.text
  let first: string | undefined
  for (const [index, piece] of split(text, desk.textLimit).entries()) {
    try {
      const id = await calling(
        desk.puppet.messageSendText(action.room.id, piece, index === 0 && mentions.length ? mentions : undefined),
      )
      if (index === 0 && typeof id === 'string' && id) first = id
    } catch (error) {
      // What was said already cannot be unsaid, and saying all of it again would say that twice.
      if (index > 0) return { outcome: 'unknown', reason: 'partly_sent' }
      throw error
    }
  }
  return first === undefined ? { outcome: 'sent' } : { outcome: 'sent', messageId: first }
}

async function withGaps({ lookUp }: Desk, { room, text }: SayAction, mentions: readonly string[]): Promise<string> {
  const people = await Promise.all(
    mentions.map(async (id) => {
      const { contact, member } = await lookUp.person(room.id, id)
      return { id, names: [member?.roomAlias ?? '', member?.name ?? '', contact?.name ?? ''] }
    }),
  )
  return markMentions(text, people)
}

/** WeChat lets one take back only one's own words, for two minutes. */
async function recall({ puppet, lookUp, self }: Desk, messageId: string, calling: Calling): Promise<Receipt> {
  const message = await lookUp.ask(Message, () => puppet.messagePayload(messageId))
  if (message && message.talkerId !== self) return refused('not_own_message')
  return (await calling(puppet.messageRecall(messageId))) ? { outcome: 'sent' } : refused('refused')
}
