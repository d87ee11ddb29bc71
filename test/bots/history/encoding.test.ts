import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { messages, read } from './read.js'

const demo = readFileSync('data/demo/chat.txt', 'utf8').replace(/\r\n?/g, '\n')

function utf16(text: string, big: boolean): Uint8Array {
  const bytes = Buffer.from(text, 'utf16le')
  return big ? bytes.swap16() : bytes
}

/** Node can decode GB18030 but not write it: turn the decoder's table around. */
const twoBytes = new Map<string, [number, number]>()
for (let lead = 0x81; lead < 0xff; lead++) {
  for (let trail = 0x40; trail < 0xff; trail++) {
    if (trail === 0x7f) continue
    const char = new TextDecoder('gb18030').decode(Uint8Array.of(lead, trail))
    if (!twoBytes.has(char)) twoBytes.set(char, [lead, trail])
  }
}
function fourBytes(point: number): number[] {
  const linear = point - 0x10000
  return [
    0x90 + Math.floor(linear / 12600),
    0x30 + (Math.floor(linear / 1260) % 10),
    0x81 + (Math.floor(linear / 10) % 126),
    0x30 + (linear % 10),
  ]
}
const gb18030 = (text: string) =>
  Uint8Array.from(
    [...text].flatMap((char) => {
      const point = char.codePointAt(0)!
      if (point < 0x80) return [point]
      return point > 0xffff ? fourBytes(point) : (twoBytes.get(char) ?? [0x3f])
    }),
  )
/** What GB2312's two bytes cannot say (☔ and the like) is left out of the comparison. */
const sayable = [...demo]
  .filter((c) => c.codePointAt(0)! < 0x80 || c.codePointAt(0)! > 0xffff || twoBytes.has(c))
  .join('')

const encodings: [string, (text: string) => Uint8Array][] = [
  ['UTF-8', (text) => Buffer.from(text)],
  ['UTF-8 with BOM', (text) => Buffer.from(`\ufeff${text}`)],
  ['UTF-16 LE', (text) => utf16(text, false)],
  ['UTF-16 LE with BOM', (text) => utf16(`\ufeff${text}`, false)],
  ['UTF-16 BE', (text) => utf16(text, true)],
  ['UTF-16 BE with BOM', (text) => utf16(`\ufeff${text}`, true)],
  ['GB18030', gb18030],
]
const lineEnds: [string, string][] = [
  ['CRLF', '\r\n'],
  ['LF', '\n'],
  ['CR', '\r'],
]

describe('an export reads the same', () => {
  for (const [encoding, encode] of encodings) {
    for (const [name, lineEnd] of lineEnds) {
      it(`in ${encoding} with ${name}`, async () => {
        const expected = await read(Buffer.from(sayable))
        const entries = await read(encode(sayable.replaceAll('\n', lineEnd)))
        expect(messages(expected).length).toBeGreaterThan(400)
        expect(entries.map(({ bytesRead, ...entry }) => entry)).toEqual(
          expected.map(({ bytesRead, ...entry }) => entry),
        )
      })
    }
  }

  it('with a few damaged bytes in it', async () => {
    const bytes = Buffer.from(demo)
    bytes[bytes.indexOf('早上好')] = 0xff
    expect(messages(await read(bytes))).toHaveLength(messages(await read(demo)).length)
  })
})
