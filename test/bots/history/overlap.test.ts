import { describe, expect, it } from '@jest/globals'
import { group, messages, read, system } from './read.js'

const day = (date: string) => [
  `${date} 06:42:10 甲(11111)\n收到`,
  `${date} 06:42:10 乙(22222)\n收到`,
  `${date} 06:42:10 甲(11111)\n收到`,
  `${date} 06:42:11 甲(11111)\n收到`,
  `${date} 06:43:00 系统消息(10000)\n阿木加入了本群。`,
]
const ids = (entries: Awaited<ReturnType<typeof read>>) => [...messages(entries), ...system(entries)].map((e) => e.id)

describe('ids of entries', () => {
  it('differ within one file, also where the same is said twice in a second', async () => {
    const all = ids(await read(group(...day('2026-10-12'), ...day('2026-10-13'))))
    expect(new Set(all).size).toBe(10)
  })

  it('are the same in an overlapping export, whatever the levels and names are by then', async () => {
    const older = ids(await read(group(...day('2026-10-12'), ...day('2026-10-13'))))
    const newer = ids(
      await read(group(...day('2026-10-13'), ...day('2026-10-14')).replaceAll('甲(', '【话唠】星澜-甲(')),
    )
    expect(newer.filter((id) => older.includes(id))).toHaveLength(5)
    expect(new Set([...older, ...newer]).size).toBe(15)
  })

  it('are the same for two exports joined into one file', async () => {
    const once = group(...day('2026-10-12'))
    expect(new Set(ids(await read(`${once}\n${once}`)))).toEqual(new Set(ids(await read(once))))
  })

  it('are the same where a second copy follows without a head, but for the seam', async () => {
    const many = Array.from({ length: 300 }, (_, i) => `2026-10-12 0${Math.floor(i / 60)}:${10 + (i % 60)}:00`)
      .filter((time) => Number(time.slice(14, 16)) < 60)
      .map((time, i) => `${time} 甲(11111)\n第${i}句`)
    const twice = ids(await read(group(...many, ...many)))
    // The message at the seam holds the first hundred headers of the copy, and so has another id.
    expect(new Set(twice).size).toBe(many.length + 1)
    expect(twice.length).toBeGreaterThan(many.length + 100)
  })

  it('differ between groups', async () => {
    const here = group(...day('2026-10-12'))
    const there = here.replace('星澜车友群', '星澜二群')
    expect(new Set([...ids(await read(here)), ...ids(await read(there))]).size).toBe(10)
  })
})
