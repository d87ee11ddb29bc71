import { describe, expect, it } from '@jest/globals'
import type { Cases } from './contract.js'
import { ODDITIES } from './oddities.js'

/** What comes in. */
export function hearingCases({ harness, ears, caseFor }: Cases): void {
  describe('what it hears', () => {
    it.each(Object.entries(ODDITIES))('takes text in as it is: %s', async (name, text) => {
      const { says, alice, room } = harness()
      const marked = `${name}：${text}`
      const id = await says(alice, marked)
      const event = await ears.hearsText(marked)
      expect(event).toMatchObject({ id, room: { id: room.id, kind: 'group' }, sender: { id: alice } })
    })

    it('knows who speaks, and when by the clock of the platform', async () => {
      const { says, bob, nameOf } = harness()
      const at = Date.UTC(2026, 5, 1, 4, 30)
      await says(bob, '几点的事', { at })
      const event = await ears.hearsText('几点的事')
      expect(event.at).toBe(at)
      expect([event.sender.card, event.sender.nickname]).toContain(nameOf(bob))
    })

    it('lives with a clock that is hours fast or slow, and ids stay apart', async () => {
      const { says, alice } = harness()
      const ids = [
        await says(alice, '快了五小时', { at: Date.UTC(2026, 8, 1, 7) }),
        await says(alice, '慢了两天', { at: Date.UTC(2026, 7, 30, 2) }),
      ]
      const events = [await ears.hearsText('快了五小时'), await ears.hearsText('慢了两天')]
      expect(events.map((event) => event.id)).toEqual(ids)
      expect(events[0]!.at - events[1]!.at).toBe(53 * 3_600_000)
    })

    caseFor('takes a mention as a mention', ['mention'], async () => {
      const { says, alice, bob, nameOf, channel } = harness()
      await says(alice, `@${nameOf(bob)} 你问问管家`, { mentions: [bob] })
      const event = await ears.hears('message', ({ text }) => text.endsWith('你问问管家'))
      expect(event).toMatchObject({ mentions: [bob], text: expect.stringContaining(`@${nameOf(bob)}`) })
      await says(alice, '@我 帮忙看看这个', { mentions: [channel.account] })
      const call = await ears.hears('message', ({ text }) => text.endsWith('帮忙看看这个'))
      expect(call.mentions).toEqual([channel.account])
    })

    caseFor('knows which message an answer answers', ['replies'], async () => {
      const { says, alice, bob } = harness()
      const first = await says(alice, '保养一次多少公里')
      await says(bob, '一万', { replyTo: first })
      expect(await ears.hearsText('一万')).toMatchObject({ replyTo: first })
    })

    caseFor('tells who pressed which button, with what we gave that button', ['buttons'], async () => {
      const { channel, room, posts, presses, bob } = harness()
      const data = 'rsvp:1:0190c3c4-0000-7000-8000-000000000001'
      await channel.deliver({ type: 'say', room, text: '谁来', buttons: [{ label: '我来', data }] })
      const post = posts().at(-1)
      await presses(bob, post!, '我来')
      expect(await ears.hears('button')).toMatchObject({ data, messageId: post?.id, sender: { id: bob } })
    })

    caseFor('takes a picture in as an attachment beside the words', ['images'], async () => {
      const { says, alice } = harness()
      await says(alice, '这个灯亮了', { image: true })
      const event = await ears.hears('message', ({ text }) => text.includes('这个灯亮了'))
      expect(event.attachments).toMatchObject([{ kind: 'image' }])
    })

    caseFor('names a private chat by the person', ['directMessage'], async () => {
      const { says, alice } = harness()
      await says(alice, '私下问一句', { whisper: true })
      expect(await ears.hearsText('私下问一句')).toMatchObject({
        room: { id: alice, kind: 'private' },
        sender: { id: alice },
      })
    })

    caseFor('tells of a newcomer, with a name to welcome', ['joins'], async () => {
      const { joins, room, alice } = harness()
      const id = await joins('新来的赵六', alice)
      const event = await ears.hears('join', ({ sender }) => sender.id === id)
      expect(event).toMatchObject({ room: { id: room.id }, invitedBy: alice, sender: { nickname: '新来的赵六' } })
    })

    caseFor('tells who went, and who was removed by whom', ['joins', 'leaves'], async () => {
      const { joins, leaves, removes, owner } = harness()
      const [goer, removed] = [await joins('来去匆匆'), await joins('发广告的')]
      await leaves(goer)
      await removes(removed, owner)
      const left = await ears.hears('leave', ({ sender }) => sender.id === goer)
      expect(left.removedBy).toBeUndefined()
      expect(await ears.hears('leave', ({ sender }) => sender.id === removed)).toMatchObject({ removedBy: owner })
    })

    it('tells that it was brought into a group and removed from it, and by whom', async () => {
      const { bringsIn, throwsOut, owner } = harness()
      const { id } = await bringsIn(owner, '试驾群')
      const came = await ears.hears('botJoined', ({ room }) => room.id === id)
      expect(came).toMatchObject({ room: { kind: 'group', name: '试驾群' }, sender: { id: owner } })
      expect([came.sender.card, came.sender.nickname]).toContain(harness().nameOf(owner))
      await throwsOut({ id, kind: 'group' }, owner)
      const went = await ears.hears('botLeft', ({ room }) => room.id === id)
      expect(went).toMatchObject({ room: { kind: 'group', name: '试驾群' }, sender: { id: owner } })
    })

    caseFor('tells of a new card with the old one', ['joins', 'cards'], async () => {
      const { joins, setsCard } = harness()
      const id = await joins('换名片的')
      await ears.hears('join', ({ sender }) => sender.id === id)
      await setsCard(id, '沪A-换名片的-远航')
      const first = await ears.hears('card', ({ sender }) => sender.id === id)
      expect(first.sender.card).toBe('沪A-换名片的-远航')
      await setsCard(id, '沪B-换名片的-极光')
      const second = await ears.hears('card', ({ sender }) => sender.card === '沪B-换名片的-极光')
      expect(second).toMatchObject({ oldCard: '沪A-换名片的-远航', sender: { id } })
    })

    caseFor('tells of a message that was taken back', ['seesRecalls'], async () => {
      const { says, takesBack, alice, owner } = harness()
      const [mine, theirs] = [await says(alice, '说错了'), await says(alice, '低价出票')]
      await takesBack(mine, alice)
      await takesBack(theirs, owner)
      expect(await ears.hears('recall', ({ messageId }) => messageId === mine)).toMatchObject({
        sender: { id: alice },
        recalledBy: alice,
      })
      expect(await ears.hears('recall', ({ messageId }) => messageId === theirs)).toMatchObject({ recalledBy: owner })
    })

    caseFor('tells who was muted for how long, and when it is over', ['seesMutes'], async () => {
      const { mutes, bob, owner } = harness()
      await mutes(bob, owner, 600)
      await mutes(bob, owner, 0)
      const event = await ears.hears('mute', ({ sender, seconds }) => sender.id === bob && seconds === 600)
      expect(event.mutedBy).toBe(owner)
      await ears.hears('mute', ({ sender, seconds }) => sender.id === bob && seconds === 0)
    })

    caseFor('gives what is told twice the same id, room and time', ['repeats'], async () => {
      const { says, repeats, alice } = harness()
      await says(alice, '说一遍就够')
      await ears.hearsText('说一遍就够')
      await repeats()
      await says(alice, '然后呢')
      await ears.hearsText('然后呢')
      const told = ears.events.filter((event) => event.type === 'message' && event.text === '说一遍就够')
      expect(new Set(told.map(({ id, at, room }) => `${id} ${at} ${room.id}`)).size).toBe(1)
    })

    it('never hears itself', async () => {
      const { channel, room, says, alice } = harness()
      await channel.deliver({ type: 'say', room, text: '我是管家，听不见自己' })
      await says(alice, '管家说完了')
      await ears.hearsText('管家说完了')
      expect(ears.events.some(({ sender }) => sender.id === channel.account)).toBe(false)
    })

    it('offers again what the sink refused, and lets nothing overtake it', async () => {
      const { says, alice } = harness()
      ears.broken = true
      const before = ears.refused
      await says(alice, '先说的')
      while (ears.refused === before) await new Promise((resolve) => setImmediate(resolve))
      await says(alice, '后说的')
      ears.broken = false
      await ears.hearsText('后说的')
      const order = ears.events.flatMap((event) => (event.type === 'message' ? event.text : []))
      expect(order.indexOf('先说的')).toBeGreaterThan(-1)
      expect(order.indexOf('先说的')).toBeLessThan(order.indexOf('后说的'))
    })
  })
}
