import { describe, expect, it } from '@jest/globals'
import { PLATFORMS, runOneChannel } from '../kit/platforms.js'

/** What only one of the platforms needs. Wechaty brings `ws` along. */
const OF = {
  qq: ['bots/qq', 'ws'],
  wechat: ['bots/wechat', 'wechaty', 'wechaty-puppet-service', 'ws'],
  telegram: ['bots/telegram', 'grammy'],
}
const only = (loaded: readonly string[]) => loaded.filter((name) => Object.values(OF).flat().includes(name))

describe.each(Object.keys(OF) as (keyof typeof OF)[])('who starts %s', (kind) => {
  it('loads no platform before it is asked for, and then that one only', async () => {
    const platform = await PLATFORMS[kind]()
    const { before, loaded } = await runOneChannel([platform])
    await platform.close()
    expect(before).toContain('bots/sandbox')
    expect(only(before)).toEqual([])
    expect(only(loaded)).toEqual(OF[kind])
  })
})
