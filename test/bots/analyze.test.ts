import { Readable, Writable } from 'node:stream'
import { describe, expect, it } from '@jest/globals'
import { analyze } from '../../bots/analyze.js'

async function run(input: string): Promise<Record<string, unknown>[]> {
  let written = ''
  const output = new Writable({
    highWaterMark: 16,
    write(chunk, _encoding, done) {
      written += chunk
      setImmediate(done)
    },
  })
  await analyze(Readable.from([Buffer.from(input)]), output)
  await new Promise<void>((resolve) => output.end(resolve))
  return written
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}

describe('analyze', () => {
  it('answers each line in its order with the shape that others measure by', async () => {
    const lines = await run('{"id":7,"text":"店里做个保养收多少钱"}\r\n{"id":"b","text":"早上好"}\n')
    expect(lines.map((line) => line.id)).toEqual([7, 'b'])
    expect(Object.keys(lines[0]!)).toEqual(['id', 'leads', 'topic', 'moderation', 'scores', 'evidence'])
    expect(lines[0]).toMatchObject({ leads: [], topic: 'maintenance', moderation: 'service_price' })
    expect(lines[1]).toMatchObject({ leads: [], topic: 'none', moderation: 'clean' })
  })

  it('reports a bad line and goes on', async () => {
    const lines = await run('not json\n{"id":1}\n[]\n\n{"id":2,"text":"早"}')
    expect(lines.map((line) => [line.id, typeof line.error])).toEqual([
      [null, 'string'],
      [null, 'string'],
      [null, 'string'],
      [2, 'undefined'],
    ])
  })

  it('keeps thousands of lines in order through a slow output', async () => {
    const count = 3_000
    const input = Array.from({ length: count }, (_, id) =>
      JSON.stringify({ id, text: `第${id}条 想换个大点的车` }),
    ).join('\n')
    const lines = await run(input)
    expect(lines.map((line) => line.id)).toEqual(Array.from({ length: count }, (_, id) => id))
  })
})
