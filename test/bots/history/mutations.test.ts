import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { NotAnExport } from '../../../bots/history/index.js'
import { instantsIn } from '../../../bots/history/moment.js'
import { readEntries } from '../../../bots/history/open-history.js'
import { decodeQq } from '../../../bots/history/qq.js'
import type { Decode, HistoryEntry } from '../../../bots/history/types.js'
import { decodeWechatCsv } from '../../../bots/history/wechat-csv.js'
import { decodeWechatJson } from '../../../bots/history/wechat-json.js'
import { messages, read } from './read.js'

const zone = instantsIn('Asia/Shanghai')
const fixtures = readdirSync('test/fixtures/history').map((name) => `test/fixtures/history/${name}/chat.txt`)
const exports = ['data/demo/chat.txt', ...fixtures].map((path) => readFileSync(path, 'utf8').replaceAll('\r\n', '\n'))
/** The messages of real exports as blocks: a header, its text, nothing around. */
const blocks = exports.flatMap((text) => text.split(/\n\n(?=\d{4}-\d\d-\d\d \d{1,2}:\d\d:\d\d .*[)>]\n)/).slice(1))

async function decoded(text: string, decode: Decode): Promise<HistoryEntry[]> {
  const entries: HistoryEntry[] = []
  async function* pieces() {
    yield text
  }
  for await (const entry of readEntries(pieces(), decode, () => 0)) entries.push(entry)
  return entries
}

const damage = fc.oneof(
  fc.constantFrom(
    '',
    '\n',
    '\n\n',
    '\u0000',
    '\ufffd\ufffd',
    '(',
    ')',
    '【',
    '】',
    '<',
    '"',
    ',',
    '{',
    '}',
    '\\',
    ' ',
    '9',
    ':',
    '-',
  ),
  fc.constantFrom(
    '='.repeat(64),
    `\n\n${'='.repeat(64)}\n消息对象:别的群\n`,
    '2026-09-12 06:42:10 ',
    '(34518876)',
    '下午',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
)
/** Cuts `cut` characters out at a place and puts something in their stead. */
const edit = fc.record({ place: fc.double({ min: 0, max: 1, noNaN: true }), cut: fc.nat(30), put: damage })
const apply = (text: string, edits: { place: number; cut: number; put: string }[]) =>
  edits.reduce((so, { place, cut, put }) => {
    const from = Math.floor(place * so.length)
    return so.slice(0, from) + put + so.slice(from + cut)
  }, text)

const cutOut = fc.record({
  from: fc.nat(blocks.length - 9),
  hit: fc.nat(7),
  edits: fc.array(edit, { minLength: 1, maxLength: 3 }),
})
const summary = (entries: HistoryEntry[]) =>
  messages(entries).map((e) => ({ who: `${e.at} ${e.sender.id}`, text: e.text }))

/** What each piece says by itself, read once. */
const oneByOne = (pieces: string[], decode: Decode) => {
  const known = new Map<number, ReturnType<typeof summary>>()
  return async (places: number[]) => {
    for (const at of places) if (!known.has(at)) known.set(at, summary(await decoded(pieces[at] ?? '', decode)))
    return places.flatMap((at) => known.get(at) ?? [])
  }
}
/** The eight pieces of a cut but the one that is hit. */
const around = (from: number, hit: number) =>
  Array.from({ length: 8 }, (_, i) => from + i).filter((i) => i !== from + hit)

describe('an export that was edited at random', () => {
  it('keeps every message that was not touched, in a QQ export', async () => {
    const alone = oneByOne(blocks, decodeQq(zone))
    await fc.assert(
      fc.asyncProperty(cutOut, async ({ from, hit, edits }) => {
        const some = blocks.slice(from, from + 8)
        const untouched = await alone(around(from, hit))
        const mutated = some.map((block, i) => (i === hit ? apply(block, edits) : block)).join('\n\n')
        const left = summary(await decoded(mutated, decodeQq(zone)))
        for (const { who, text } of untouched) {
          // What is left of a destroyed header may hang on to the message before it.
          const at = left.findIndex((e) => e.who === who && e.text.startsWith(text))
          expect({ mutated, who, found: at >= 0 }).toMatchObject({ found: true })
          left.splice(at, 1)
        }
      }),
      { numRuns: 6000 },
    )
  })

  it('keeps every line that was not touched, in JSON lines', async () => {
    const lines = blocks.map((text, i) =>
      JSON.stringify({ time: 1791777600 + i, wxid: `wxid_${i % 9}`, content: text }),
    )
    const alone = oneByOne(lines, decodeWechatJson(zone))
    await fc.assert(
      fc.asyncProperty(cutOut, async ({ from, hit, edits }) => {
        const some = lines.slice(from, from + 8)
        const untouched = await alone(around(from, hit))
        const mutated = some.map((line, i) => (i === hit ? apply(line, edits) : line)).join('\n')
        expect(summary(await decoded(mutated, decodeWechatJson(zone)))).toEqual(expect.arrayContaining(untouched))
      }),
      { numRuns: 3000 },
    )
  })

  it('is read to its end as CSV, whatever happened to its quotes', async () => {
    const lines = blocks.map((text, i) => `${1791777600 + i},wxid_${i % 9},"${text.replaceAll('"', '""')}"`)
    await fc.assert(
      fc.asyncProperty(cutOut, async ({ from, hit, edits }) => {
        const some = ['time,wxid,content', ...lines.slice(from, from + 8)]
        const before = summary(await decoded(some.slice(0, hit + 1).join('\n'), decodeWechatCsv(',', zone)))
        const mutated = some.map((line, i) => (i === hit + 1 ? apply(line, edits) : line)).join('\n')
        const left = summary(await decoded(mutated, decodeWechatCsv(',', zone)))
        expect(left).toEqual(expect.arrayContaining(before))
      }),
      { numRuns: 1000 },
    )
  })

  it('is read or refused when its bytes are damaged', async () => {
    const bytes = Buffer.from(exports[0]!.slice(0, 4000))
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 400 }), async (hits) => {
        const copy = Buffer.from(bytes)
        for (const [place, byte] of hits) copy[place] = byte
        const outcome = await read(copy).catch((error: unknown) => error)
        expect(Array.isArray(outcome) || outcome instanceof NotAnExport).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})
