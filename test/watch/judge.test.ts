import { describe, expect, it } from '@jest/globals'
import type { ChannelState } from '../../src/message/index.js'
import { atStart, judge, type Standing } from '../../src/watch/judge.js'

const HOUR = 3_600

/** An account that changes its state at the given seconds; answers `second notice` for each notice. */
function story(
  changes: Record<number, ChannelState>,
  until: number,
  canTell: (second: number) => boolean = () => true,
) {
  let standing: Standing = atStart(undefined, 0)
  let state: ChannelState = 'offline'
  const told: string[] = []
  for (let second = 0; second <= until; second += 1) {
    state = changes[second] ?? state
    const { after, notice } = judge(standing, { state, problem: null }, second * 1_000, canTell(second))
    standing = after
    if (notice) told.push(`${second} ${notice}`)
  }
  return { told, standing }
}

describe('what the staff hear of an account', () => {
  it('is nothing while it starts, works, and breaks off for a moment', () => {
    const { told, standing } = story({ 0: 'connecting', 5: 'online', 100: 'offline', 130: 'online' }, 1_000)
    expect(told).toEqual([])
    expect(standing).toEqual({ state: 'online', since: 130_000, problem: null, downSince: null, alarmedAt: null })
  })

  it('is an outage after a minute, once, and that it is over', () => {
    expect(story({ 5: 'online', 1000: 'offline', 2000: 'connecting', 4000: 'online' }, 10_000).told).toEqual([
      '1060 down',
      '4030 up',
    ])
  })

  it('is an account that has never come online', () => {
    expect(story({ 0: 'waiting_for_scan' }, 600).told).toEqual(['60 down'])
  })

  it('is an account that the platform holds off line, though the way to it is good', () => {
    expect(story({ 0: 'online', 100: 'degraded' }, 600).told).toEqual(['160 down'])
  })

  it('is said again after six hours', () => {
    expect(story({ 0: 'offline' }, 13 * HOUR).told).toEqual([
      '60 down',
      `${6 * HOUR + 60} still_down`,
      `${12 * HOUR + 60} still_down`,
    ])
  })

  it('is one outage while it comes and goes', () => {
    const flapping = Object.fromEntries(
      Array.from({ length: 20 }, (_, n) => [n * 50, n % 2 ? 'online' : 'offline'] as const).flatMap(([at, state]) =>
        state === 'online'
          ? [
              [at, state],
              [at + 10, 'offline' as const],
            ]
          : [[at, state]],
      ),
    )
    expect(story(flapping, 2_000).told).toEqual(['60 down'])
  })

  it('waits until there is another way to say it', () => {
    expect(story({ 0: 'offline' }, 1_000, (second) => second >= 500).told).toEqual(['500 down'])
  })
})

describe('after a restart', () => {
  const told: Standing = { state: 'offline', since: 1, problem: null, downSince: 1, alarmedAt: 61_001 }

  it('an outage that the staff know of goes on', () => {
    const before = atStart(told, 100_000)
    expect(judge(before, { state: 'offline', problem: null }, 200_000, true).notice).toBeNull()
    const back = judge(before, { state: 'online', problem: null }, 100_000, true).after
    expect(judge(back, { state: 'online', problem: null }, 130_000, true).notice).toBe('up')
  })

  it('the time in which the bot did not run is no outage', () => {
    const before = atStart({ ...told, alarmedAt: null }, 100_000)
    expect(judge(before, { state: 'connecting', problem: null }, 101_000, true).notice).toBeNull()
  })
})
