import type { After } from '../../src/kit/after.js'
import { CallFailed } from './link.js'
import { type Answer, type Frame, readFrame, toAnswer } from './types.js'

/** The API over HTTP. A good call and a failed one both answer 200 in most implementations: only the body tells. */
export function createHttpCalls({ url, token, after }: { url: string; token?: string; after: After }) {
  return async (action: string, params: Frame, timeoutMs: number): Promise<Answer> => {
    const aborter = new AbortController()
    const cancel = after(timeoutMs, () => aborter.abort())
    try {
      const response = await fetch(`${url.replace(/\/$/, '')}/${action}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
        body: JSON.stringify(params),
        signal: aborter.signal,
      })
      const answer = toAnswer(readFrame(await response.text()) ?? {})
      if (response.status === 401 || response.status === 403) throw new CallFailed('token_refused', false)
      if (response.status === 404) throw new CallFailed('not_supported', false)
      if (response.status === 429) throw new CallFailed('rate_limit', false)
      if (answer) return answer
      if (response.status === 400 || response.status === 406) throw new CallFailed('bad_params', false)
      throw new CallFailed('no_answer', true)
    } catch (error) {
      if (error instanceof CallFailed) throw error
      if (aborter.signal.aborted) throw new CallFailed('no_answer', true)
      const code = (error as { cause?: { code?: string } }).cause?.code ?? ''
      const never = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']
      throw never.includes(code) ? new CallFailed('offline', false) : new CallFailed('connection_lost', true)
    } finally {
      cancel()
    }
  }
}
