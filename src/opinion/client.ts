import { SECOND } from '../kit/clock.js'
import { CheyouError } from '../kit/errors.js'
import { readText } from '../kit/read-text.js'
import { readCompletion } from './answer.js'
import type { AskOpinions } from './opinion.js'
import { questionFor } from './question.js'

/** An endpoint that speaks OpenAI's chat completions. */
export interface OpinionServer {
  /** Base address, such as https://api.example.com/v1 or http://127.0.0.1:11434/v1. */
  url: string
  model: string
  /** Local servers need none. */
  key?: string
  /** For the whole call, ms. */
  timeout: number
}

/** Labels for a few dozen messages are a few kilobytes. */
const LONGEST_BODY = 256 * 1024
/** `retry-after` of a server that is busy, seconds. */
const LONGEST_PAUSE = 3_600
/** Where the server does not say what it used: Chinese is about a token a character. */
const estimate = (...texts: string[]) => texts.reduce((sum, text) => sum + text.length, 0)

/**
 * Asks a server for second opinions, one call for all texts. Never tries again by itself; see `isPassing` for what may
 * be better next time.
 */
export function createOpinionClient(server: OpinionServer): AskOpinions {
  const endpoint = `${server.url.replace(/\/+$/, '')}/chat/completions`
  const where = new URL(endpoint).host

  async function send(body: string): Promise<string> {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(server.key && { authorization: `Bearer ${server.key}` }) },
      body,
      // Key and texts go where they were meant to go, and nowhere else.
      redirect: 'error',
      signal: AbortSignal.timeout(server.timeout),
    })
    if (!response.ok) {
      await response.body?.cancel()
      throw refusal(response, where, server)
    }
    const text = await readText(response, LONGEST_BODY)
    if (text === null) throw new CheyouError('opinion_garbled')
    return text
  }

  return async (texts) => {
    const body = JSON.stringify(questionFor(server.model, texts))
    let answer: string
    try {
      answer = await send(body)
    } catch (cause) {
      if (cause instanceof CheyouError) throw cause
      const slow = (cause as Error).name === 'TimeoutError'
      throw new CheyouError(slow ? 'opinion_timeout' : 'opinion_unreachable', { where }, { cause })
    }
    const { opinions, tokens } = readCompletion(answer, texts.length)
    return { opinions, tokens: tokens ?? estimate(body, answer) }
  }
}

function refusal({ status, headers }: Response, where: string, { model }: OpinionServer): CheyouError {
  if (status === 401 || status === 403) return new CheyouError('opinion_key_refused', { where })
  if (status === 429) {
    const seconds = Number(headers.get('retry-after'))
    return new CheyouError('opinion_busy', {
      where,
      pause: seconds > 0 ? Math.min(seconds, LONGEST_PAUSE) * SECOND : 0,
    })
  }
  return new CheyouError(status >= 500 ? 'opinion_failed' : 'opinion_request_refused', { where, model, status })
}

/** Whether the same question may be answered a moment later. */
export const isPassing = ({ code }: CheyouError): boolean =>
  code === 'opinion_busy' ||
  code === 'opinion_failed' ||
  code === 'opinion_timeout' ||
  code === 'opinion_unreachable' ||
  code === 'opinion_garbled'
