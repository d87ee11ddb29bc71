import { describe, expect } from '@jest/globals'
import fc from 'fast-check'
import type { Cases } from './contract.js'

const RUNS = 10_000
const TOGETHER = 500

/** What bugs, other versions and bad luck make of a value. */
const junk = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    '',
    '0',
    -1,
    1e21,
    Number.MAX_SAFE_INTEGER,
    [],
    {},
    [[]],
    'all',
    '[CQ:at,qq=',
    '💥',
    '\u0000',
  ),
  fc.string({ maxLength: 12 }),
  fc.integer(),
  fc.double({ noNaN: true }),
  fc.jsonValue({ maxDepth: 2 }),
)

type Damage = { kind: 'set' | 'drop' | 'double'; pick: number; value: unknown }

const damage: fc.Arbitrary<Damage> = fc.record({
  kind: fc.constantFrom('set', 'set', 'drop', 'double'),
  pick: fc.nat(),
  value: junk,
})

/** Every place inside a value: what holds it, and under which key. */
function places(value: unknown, found: [holder: Record<string, unknown>, key: string][] = []): typeof found {
  if (typeof value !== 'object' || value === null) return found
  const holder = value as Record<string, unknown>
  for (const key of Object.keys(holder)) {
    found.push([holder, key])
    places(holder[key], found)
  }
  return found
}

function spoil(frame: unknown, damages: readonly Damage[]): unknown {
  const copy: unknown = structuredClone(frame)
  for (const { kind, pick, value } of damages) {
    const all = places(copy)
    const place = all[pick % Math.max(1, all.length)]
    if (!place) return structuredClone(value)
    const [holder, key] = place
    if (kind === 'drop') delete holder[key]
    else holder[key] = kind === 'set' ? structuredClone(value) : [holder[key], holder[key]]
  }
  return copy
}

/** Frames that nobody should send. */
export function frameCases({ harness, ears, caseFor }: Cases): void {
  describe('frames that are damaged', () => {
    caseFor('lives through 10,000 of them and hears the next good one', ['frames'], async () => {
      const { frames, channel, says, alice } = harness()
      if (!frames) throw new Error('a harness without frames has to say why in its traits')
      const samples = frames.samples()
      const arbitrary = fc.tuple(fc.nat(samples.length - 1), fc.array(damage, { minLength: 1, maxLength: 4 }))
      const spoilt = fc.sample(arbitrary, RUNS).map(([n, damages]) => spoil(samples[n], damages))
      const before = ears.events.length
      for (let n = 0; n < RUNS; n += TOGETHER) await frames.send(spoilt.slice(n, n + TOGETHER))
      await says(alice, '还活着吗')
      await ears.hearsText('还活着吗')
      expect(channel.state()).toBe('online')
      for (const { id, at, room, sender } of ears.events.slice(before)) {
        expect([id, room.id, sender.id].every((each) => typeof each === 'string' && each !== '')).toBe(true)
        expect(Number.isSafeInteger(at)).toBe(true)
      }
    })
  })
}
