import { expect, it } from '@jest/globals'
import { HOUR } from '../../src/kit/clock.js'
import { createUnderstand } from '../../src/understanding/index.js'
import { simulateYear } from './simulate.js'

it('a store forgets nobody, keeps its books in balance and its numbers to itself, whoever is lazy or leaves', async () => {
  const weeks = {
    members: 30,
    days: 9,
    messages: 10,
    seed: 5,
    start: '2025-03-28',
    grain: 6 * HOUR,
    understand: createUnderstand(),
  }
  const { figures, faults } = await simulateYear(weeks)
  expect(faults).toEqual([])
  for (const count of [
    'leads',
    'acts',
    'paid',
    'radar',
    'invited',
    'classed',
    'erased',
    'low',
    'fogs',
    'logLines',
  ] as const)
    expect([count, figures[count] > 0]).toEqual([count, true])
}, 60_000)
