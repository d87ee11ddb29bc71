import { expect, it } from '@jest/globals'
import { IANAZone } from 'luxon'
import { DAY, HOUR, MINUTE } from '../../src/kit/clock.js'
import { friendlyEnd, rememberOffsets } from '../../src/kit/zone.js'

it.each(['Asia/Shanghai', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Monrovia', 'Europe/London'])(
  'the remembered offsets of %s are its own, on every day and around every change',
  (name) => {
    const own = new IANAZone(name)
    rememberOffsets(name)
    const remembered = IANAZone.create(name)
    const check = (at: number) => expect([at, remembered.offset(at)]).toEqual([at, own.offset(at)])
    for (let at = Date.UTC(1971, 10); at < Date.UTC(2027, 0); at += 11 * DAY) {
      check(at)
      if (own.offset(at) === own.offset(at + 11 * DAY)) continue
      let [before, after] = [at, at + 11 * DAY]
      while (after - before > 1) {
        const middle = Math.floor((before + after) / 2)
        if (own.offset(middle) === own.offset(at)) before = middle
        else after = middle
      }
      for (const near of [before, after, before - MINUTE, after + MINUTE, after + HOUR]) check(near)
    }
  },
)

it('what ends at midnight ends on the day before', () => {
  const end = (iso: string) => friendlyEnd(Date.parse(iso), 'Asia/Shanghai', 'zh-CN')
  expect(end('2026-10-28T16:00:00Z')).toBe('10月28日 周三 24:00')
  expect(end('2026-10-28T10:00:00Z')).toBe('10月28日 周三 18:00')
})
