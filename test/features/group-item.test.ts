import { describe, expect, it } from '@jest/globals'
import { groupItem } from '../../src/features/group-item.js'
import type { Priority } from '../../src/outbox/index.js'
import type { GroupSettings } from '../../src/store/index.js'

const NIGHT = Date.parse('2026-09-01T23:30+08:00')
const MORNING = Date.parse('2026-09-02T07:00+08:00')
const DAY = Date.parse('2026-09-01T12:00+08:00')
const QUIET: GroupSettings = { rules: { night: 'on' } }

const notBefore = (settings: GroupSettings, priority: Priority, now: number) => {
  const room = { id: 'owners', kind: 'group' as const }
  const order = { id: '1', action: { type: 'say' as const, room, text: '…' }, dedupeKey: '1', now, lifetime: 60_000 }
  const item = groupItem({ accountId: 'a', settings }, 'Asia/Shanghai', { ...order, priority })
  expect(item.expiresAt).toBe(item.notBefore + 60_000)
  return item.notBefore
}

describe('what goes to a group', () => {
  it.each<[Priority, GroupSettings, number, number]>([
    ['broadcast', QUIET, NIGHT, MORNING],
    ['broadcast', QUIET, DAY, DAY],
    ['broadcast', {}, NIGHT, NIGHT],
    ['broadcast', { rules: { night: 'watch' } }, NIGHT, NIGHT],
    ['reply', QUIET, NIGHT, NIGHT],
    ['staff', QUIET, NIGHT, NIGHT],
    ['rule', QUIET, NIGHT, NIGHT],
  ])('%s, %j: waits for the morning only where it can', (priority, settings, now, expected) => {
    expect(notBefore(settings, priority, now)).toBe(expected)
  })
})
