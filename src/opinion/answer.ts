import { z } from 'zod'
import { CheyouError } from '../kit/errors.js'
import { LEAD_KINDS, MODERATIONS } from '../understanding/meaning.js'
import type { Opinion } from './opinion.js'

/** All that an answer can say: labels, by the number of the message. */
const answersSchema = z.strictObject({
  answers: z.array(
    z.strictObject({ n: z.number(), leads: z.array(z.enum(LEAD_KINDS)), moderation: z.enum(MODERATIONS) }),
  ),
})

/** The same as JSON Schema, for the server to keep to. */
export const ANSWERS_JSON_SCHEMA = (({ $schema: _, ...schema }) => schema)(z.toJSONSchema(answersSchema))

const completionSchema = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1),
  usage: z.object({ total_tokens: z.number().int().nonnegative() }).nullish(),
})

/** One opinion for each of `count` messages, out of a chat completion. Throws `opinion_garbled` for anything else. */
export function readCompletion(body: string, count: number): { opinions: Opinion[]; tokens: number | null } {
  try {
    const { choices, usage } = completionSchema.parse(JSON.parse(body))
    const { answers } = answersSchema.parse(JSON.parse(choices[0]?.message.content ?? ''))
    const byNumber = new Map(answers.map((answer) => [answer.n, answer]))
    const opinions = Array.from({ length: count }, (_, n) => byNumber.get(n))
    if (answers.length !== count || !opinions.every((each) => each !== undefined)) throw new Error('not one for each')
    return {
      opinions: opinions.map(({ leads, moderation }) => ({ leads: [...new Set(leads)], moderation })),
      tokens: usage?.total_tokens ?? null,
    }
  } catch (cause) {
    throw new CheyouError('opinion_garbled', {}, { cause })
  }
}
