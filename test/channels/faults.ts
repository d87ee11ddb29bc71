import { describe, expect, it } from '@jest/globals'
import type { Cases } from './contract.js'
import { until } from './until.js'

/** What goes wrong. The last cases take the platform down, so they come last. */
export function faultCases({ harness, ears, traits, caseFor }: Cases): void {
  const timesSaid = (text: string) =>
    harness()
      .posts()
      .filter((post) => post.text === text).length
  const online = () => until(() => harness().channel.state() === 'online', 'online again')

  describe('what goes wrong', () => {
    const notAdmin = { outcome: 'not_sent', reason: 'not_admin', retry: false }
    caseFor('is refused for good, with a reason, what needs rights that it lost', ['kick', 'rights'], async () => {
      const { channel, room, bob, isMember, setAdmin } = harness()
      await setAdmin(false)
      expect(await channel.deliver({ type: 'kick', room, person: bob })).toEqual(notAdmin)
      expect(isMember(bob)).toBe(true)
      await setAdmin(true)
    })

    caseFor('may mute nobody and take nothing back without rights', ['mute', 'recall', 'rights'], async () => {
      const { channel, room, bob, isMuted, says, isGone, setAdmin } = harness()
      const messageId = await says(bob, '还在不在群里管事')
      await ears.hearsText('还在不在群里管事')
      await setAdmin(false)
      expect(await channel.deliver({ type: 'mute', room, person: bob, seconds: 60 })).toEqual(notAdmin)
      expect(await channel.deliver({ type: 'recall', room, messageId })).toEqual(notAdmin)
      expect([isMuted(bob), isGone(messageId)]).toEqual([false, false])
      await setAdmin(true)
    })

    caseFor('is refused for good what nobody may do to the owner', ['kick', 'rights'], async () => {
      const { channel, room, owner } = harness()
      expect(await channel.deliver({ type: 'kick', room, person: owner })).toEqual(notAdmin)
    })

    caseFor('may say again what was too fast, for it was not sent', ['rateLimit'], async () => {
      const { channel, room, faults } = harness()
      faults.rateLimit()
      expect(await channel.deliver({ type: 'say', room, text: '说得太快' })).toMatchObject({
        outcome: 'not_sent',
        reason: 'rate_limit',
        retry: true,
      })
      expect(timesSaid('说得太快')).toBe(0)
      expect(await channel.deliver({ type: 'say', room, text: '说得太快' })).toMatchObject({ outcome: 'sent' })
    })

    if (Number.isFinite(traits.textLimit))
      caseFor('does not know how a text ended of which only the beginning was sent', ['rateLimit'], async () => {
        const { channel, room, faults } = harness()
        faults.rateLimit(1)
        const text = '很长的说明。'.repeat(Math.ceil(traits.textLimit / 3))
        expect(await channel.deliver({ type: 'say', room, text })).toMatchObject({ outcome: 'unknown' })
      })

    caseFor(
      'does not know what became of a call that was cut off, and never repeats it by itself',
      ['lostAnswer'],
      async () => {
        const { channel, room, faults } = harness()
        faults.lostAnswer()
        expect(await channel.deliver({ type: 'say', room, text: '说到一半断了' })).toMatchObject({ outcome: 'unknown' })
        await online()
        expect(await channel.deliver({ type: 'say', room, text: '又连上了' })).toMatchObject({ outcome: 'sent' })
        expect(timesSaid('说到一半断了')).toBe(1)
      },
    )

    it('says that it is gone, sends nothing meanwhile, and comes back by itself', async () => {
      const { channel, room, goesDown, comesBack, says, alice } = harness()
      await goesDown()
      await until(() => channel.state() !== 'online', 'offline')
      expect(await channel.deliver({ type: 'say', room, text: '有人在吗' })).toMatchObject({
        outcome: 'not_sent',
        retry: true,
      })
      await comesBack()
      await online()
      await says(alice, '我回来了')
      await ears.hearsText('我回来了')
      expect(await channel.deliver({ type: 'say', room, text: '欢迎回来' })).toMatchObject({ outcome: 'sent' })
      expect(timesSaid('有人在吗')).toBe(0)
    })

    it('may be started twice, and stopped twice', async () => {
      const { channel, says, alice, room, stop } = harness()
      await channel.start(() => Promise.reject(new Error('a second sink')))
      await says(alice, '还在听')
      await ears.hearsText('还在听')
      await channel.stop()
      await channel.stop()
      expect(channel.state()).toBe('offline')
      expect(await channel.deliver({ type: 'say', room, text: '晚安' })).toMatchObject({
        outcome: 'not_sent',
        retry: true,
      })
      await stop()
    })
  })
}
