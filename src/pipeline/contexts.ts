import { In } from 'typeorm'
import { type Db, Message } from '../store/index.js'
import type { Context } from '../understanding/meaning.js'

/** What messages answer, by message id: one query for a batch, and none when nobody answers anybody. */
export async function loadContexts(db: Db, messages: readonly Message[]): Promise<Map<string, Context>> {
  const answers = messages.flatMap(({ id, groupId, details }) =>
    'replyTo' in details && details.replyTo
      ? [{ id, key: `${groupId} ${details.replyTo}`, to: String(details.replyTo) }]
      : [],
  )
  if (!answers.length) return new Map()
  const answered = await db.find(Message, {
    select: { id: true, groupId: true, externalId: true, text: true },
    where: {
      groupId: In([...new Set(messages.map((each) => each.groupId))]),
      externalId: In([...new Set(answers.map((each) => each.to))]),
      type: 'message',
    },
  })
  const texts = new Map(answered.map((each) => [`${each.groupId} ${each.externalId}`, each.text]))
  return new Map(
    answers.flatMap(({ id, key }) => {
      const replyTo = texts.get(key)
      return replyTo ? [[id, { replyTo }] as const] : []
    }),
  )
}
