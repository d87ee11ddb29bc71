import { In } from 'typeorm'
import { Correction, type Message, Understanding } from '../../store/index.js'
import type { Batch, Turn } from '../step.js'
import { maskPersonal } from './mask.js'

/** Message → version of the model that found something in it. */
export async function modelsOf({ db }: Batch, messages: readonly Message[]): Promise<Map<string, string>> {
  const rows = await db.findBy(Understanding, { id: In(messages.map((each) => each.id)) })
  return new Map(rows.map((row) => [row.id, row.model]))
}

interface Said {
  message: Message
  about: Correction['about']
  wrong: string
  right: string
  model: string
}

/** Writes a correction down, without what tells who it is about. */
export function note(batch: Batch, turn: Turn, { message, ...said }: Said): void {
  const { id } = batch.writes.insert(Correction, {
    ...said,
    id: batch.ids(),
    messageId: message.id,
    text: maskPersonal(message.text),
    by: turn.member.externalId,
    at: turn.now,
  })
  batch.audit(turn, 'corrections.noted', { correction: id, about: said.about, wrong: said.wrong, right: said.right })
}

/** In public there is no word about what a member is taken for. `label`: what the message is, in words. */
export function answer(batch: Batch, turn: Turn, key: string, label = ''): void {
  tell(batch, turn, batch.say(`corrections.${key}`, { label }))
}

export function tell(batch: Batch, turn: Turn, text: string): void {
  if (turn.group.kind !== 'owners') turn.replies.push({ rank: 0, text })
  else batch.tellStaff(turn, text, { dedupe: `corrections:${turn.messageId}` })
}
