import type { AnnounceAction, Button, SayAction } from '../../src/message/index.js'
import { findMentions, type Mention, type NamesOf } from './mentions.js'
import { toNumber } from './rooms.js'
import type { Seal } from './seal.js'
import { type Span, split } from './split.js'

/** One message as sendMessage takes it, without the chat. */
export interface Outgoing {
  text: string
  entities?: { type: 'text_mention'; offset: number; length: number; user: MentionedUser }[]
  reply_parameters?: { message_id: number; allow_sending_without_reply: true }
  message_thread_id?: number
  reply_markup?: { inline_keyboard: { text: string; callback_data: string }[][] }
  link_preview_options: { is_disabled: true }
}

interface MentionedUser {
  id: number
  is_bot: false
  first_name: string
}

interface Ways {
  namesOf: NamesOf
  topicFor(answered: number | undefined, person: number | undefined): number | undefined
  seal: Seal
  limit: number
}

const BUTTONS_IN_A_ROW = 2

/** A text as the messages that carry it; a reason when it cannot be sent at all. */
export function toMessages(action: SayAction | AnnounceAction, { namesOf, topicFor, seal, limit }: Ways) {
  const { replyTo, mentions = [] } = action.type === 'say' ? action : {}
  const answered = replyTo === undefined ? undefined : toNumber(replyTo)
  const persons = action.room.kind === 'group' ? mentions.map(toNumber).filter((id) => id !== undefined) : []
  const { text, found } = call(action.text, persons, namesOf, answered !== undefined)
  const pieces = split(text, limit, found)
  if (!pieces.length) return 'empty_text'
  const keyboard = toKeyboard(action.buttons ?? [], seal)
  if (keyboard === undefined) return 'button_too_long'
  const topic = topicFor(answered, persons[0])
  return pieces.map(
    (piece, n): Outgoing => ({
      text: text.slice(piece.start, piece.end),
      ...entitiesOf(text, found, piece),
      ...(n === 0 && answered !== undefined && answered > 0
        ? { reply_parameters: { message_id: answered, allow_sending_without_reply: true } }
        : {}),
      ...(topic === undefined ? {} : { message_thread_id: topic }),
      ...(n === pieces.length - 1 && keyboard.length ? { reply_markup: { inline_keyboard: keyboard } } : {}),
      link_preview_options: { is_disabled: true },
    }),
  )
}

/** Who is called nowhere in the words is called in front of them, unless the message answers theirs. */
function call(text: string, persons: readonly number[], namesOf: NamesOf, answers: boolean) {
  const found = findMentions(text, persons, namesOf)
  const missing = answers ? [] : persons.filter((person) => !found.some((each) => each.person === person))
  if (!missing.length) return { text, found }
  const front = missing.map((person) => `@${namesOf(person)[0] ?? person} `).join('')
  return { text: front + text, found: findMentions(front + text, [...missing, ...found.map((f) => f.person)], namesOf) }
}

function entitiesOf(text: string, found: readonly Mention[], piece: Span): Pick<Outgoing, 'entities'> {
  const entities = found
    .filter(({ start, end }) => start >= piece.start && end <= piece.end)
    .map(({ start, end, person }) => ({
      type: 'text_mention' as const,
      offset: start - piece.start,
      length: end - start,
      user: { id: person, is_bot: false as const, first_name: text.slice(start + 1, end) },
    }))
  return entities.length ? { entities } : {}
}

function toKeyboard(buttons: readonly Button[], seal: Seal) {
  const rows: { text: string; callback_data: string }[][] = []
  for (const [n, { label, data }] of buttons.entries()) {
    const callback_data = seal.close(data)
    if (callback_data === undefined) return undefined
    if (n % BUTTONS_IN_A_ROW === 0) rows.push([])
    rows.at(-1)?.push({ text: label, callback_data })
  }
  return rows
}
