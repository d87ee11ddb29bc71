import type { Response } from 'undici'

/** Why there is no picture. */
export type Missing = 'unreachable' | 'too_large' | 'too_slow' | 'no_picture'

export interface DownloadLimits {
  bytes: number
  /** ms */
  time: number
  /** Whether it may lie in a private network. Members choose the address: it must not lead into the dealer's own. */
  nearby: boolean
}

/** The bytes behind an address (http, https) within the limits; else why there are none. Never throws. */
export async function download(
  url: string,
  { bytes: most, time, nearby }: DownloadLimits,
): Promise<Uint8Array | { missing: Missing }> {
  try {
    if (!/^https?:$/.test(new URL(url).protocol)) return { missing: 'unreachable' }
    // Not at the start of the program: many a store never has a picture looked at.
    const [{ fetch }, { publicOnly }] = await Promise.all([import('undici'), import('./public-address.js')])
    const response = await fetch(url, {
      signal: AbortSignal.timeout(time),
      ...(!nearby && { dispatcher: publicOnly }),
    })
    const tooLarge = Number(response.headers.get('content-length')) > most
    if (response.ok && !tooLarge) return await readUpTo(response, most)
    await response.body?.cancel()
    return { missing: tooLarge ? 'too_large' : 'unreachable' }
  } catch (error) {
    return { missing: (error as Error).name === 'TimeoutError' ? 'too_slow' : 'unreachable' }
  }
}

/** Whatever the server says of its length. */
async function readUpTo(response: Response, most: number): Promise<Uint8Array | { missing: Missing }> {
  const reader = response.body?.getReader()
  const pieces: Uint8Array[] = []
  let length = 0
  for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
    length += piece.value.length
    if (length > most) {
      await reader?.cancel()
      return { missing: 'too_large' }
    }
    pieces.push(piece.value)
  }
  return Buffer.concat(pieces)
}
