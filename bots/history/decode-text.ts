import type { Encoding } from './encoding.js'

/** Bytes → text, piece by piece. `bytesRead` counts what has been taken from the source so far. */
export function decodeText(source: AsyncIterable<Uint8Array>, encoding: Encoding) {
  let read = 0
  async function* pieces(): AsyncGenerator<string> {
    const decoder = new TextDecoder(encoding)
    for await (const chunk of source) {
      read += chunk.length
      const text = decoder.decode(chunk, { stream: true })
      if (text) yield text
    }
    const rest = decoder.decode()
    if (rest) yield rest
  }
  return { pieces: pieces(), bytesRead: () => read }
}
