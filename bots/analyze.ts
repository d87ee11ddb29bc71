import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { createUnderstand } from '../src/understanding/index.js'
import type { Meaning, Understand } from '../src/understanding/meaning.js'

/** Lines are written in pieces of about this many characters: one write a line would cost more than the thinking. */
const PIECE = 64 * 1024

/**
 * Read `{"id","text"}` JSON lines, write `{"id","leads","topic","moderation","scores","evidence"}` lines in the same
 * order. A line that cannot be read gives `{"id":null,"error":"…"}` and the rest goes on. Any amount of input is
 * streamed; resolves when the last line has been handed to the output.
 */
export async function analyze(
  input: Readable,
  output: Writable,
  understand: Understand = createUnderstand(),
): Promise<void> {
  let piece = ''
  const flush = async () => {
    const ready = piece
    piece = ''
    if (ready !== '' && !output.write(ready)) await once(output, 'drain')
  }
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue
    piece += `${JSON.stringify(answer(line, understand))}\n`
    // Whoever types lines by hand wants each answer at once; a pipe brings many lines in one go.
    if (piece.length >= PIECE || input.readableLength === 0) await flush()
  }
  await flush()
}

type Answer = { id: unknown; error: string } | ({ id: unknown } & Pick<Meaning, (typeof SHOWN)[number]>)
const SHOWN = ['leads', 'topic', 'moderation', 'scores', 'evidence'] as const

function answer(line: string, understand: Understand): Answer {
  let message: unknown
  try {
    message = JSON.parse(line.replace(/^\ufeff/, ''))
  } catch {
    return { id: null, error: 'not a JSON line' }
  }
  if (typeof message !== 'object' || message === null || !('text' in message) || typeof message.text !== 'string')
    return { id: null, error: 'expected an object with "id" and a "text" that is a string' }
  const { leads, topic, moderation, scores, evidence } = understand(message.text)
  return { id: 'id' in message ? message.id : null, leads, topic, moderation, scores, evidence }
}
