import { describe, expect, it } from '@jest/globals'
import { createLink } from '../../../bots/wechat/link.js'
import type { Puppet, Session, SessionEvents } from '../../../bots/wechat/types.js'
import { silentLog } from '../../../src/kit/log.js'

const settled = () => new Promise((resolve) => setImmediate(resolve))

/** Time that stands still, and a gateway of which each answer is chosen. */
function scene() {
  const story: string[] = []
  const timers: { at: number; run: () => void }[] = []
  const sessions: SessionEvents[] = []
  const gateway = { open: true, signs: true, answersDing: true, survivesReset: true }
  let now = 0
  const sign = (name: 'heartbeat' | 'dong' = 'heartbeat') => sessions.at(-1)?.onFrame({ name, payload: {} })
  const link = createLink({
    async open(events) {
      story.push('open')
      sessions.push(events)
      let active = false
      const greet = async (what: string) => {
        story.push(what)
        active = what === 'start' || gateway.survivesReset
        if (gateway.signs) sign()
      }
      const puppet = { ding: () => gateway.answersDing && sign('dong') } as unknown as Puppet
      const session: Session = {
        puppet,
        isActive: () => active,
        start: () => greet('start'),
        reset: () => greet('reset'),
        stop: async () => void story.push('stop'),
      }
      return session
    },
    isOpen: async () => gateway.open,
    after(ms, run) {
      const timer = { at: now + ms, run }
      timers.push(timer)
      return () => void timers.splice(timers.indexOf(timer) >>> 0, 1)
    },
    chance: () => 0.5,
    log: silentLog,
    onSession: () => () => {},
    onLost: () => story.push('lost'),
    onChange: () => {},
  })
  return {
    story,
    gateway,
    link,
    sign,
    fails: (error: unknown) => sessions.at(-1)?.onError(error),
    /** Lets so many seconds pass, with all that they bring. */
    async passes(seconds: number) {
      const end = now + seconds * 1000
      await settled()
      for (;;) {
        const [next] = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)
        if (!next) break
        timers.splice(timers.indexOf(next), 1)
        now = next.at
        next.run()
        await settled()
      }
      now = end
    },
  }
}

const UNAVAILABLE = Object.assign(new Error('14 UNAVAILABLE: Connection dropped'), { code: 14 })

describe('the link to a gateway', () => {
  it('waits for the port before it tries, with growing pauses', async () => {
    const { link, gateway, story, passes } = scene()
    gateway.open = false
    link.start()
    await passes(60)
    expect(story).toEqual([])
    expect(link.problem()).toBe('unreachable')
    gateway.open = true
    await passes(40)
    expect(story).toEqual(['open', 'start'])
    expect(link.puppet()).toBeDefined()
    expect(link.problem()).toBeUndefined()
    await link.stop()
  })

  it('resets once after a restart of the gateway, and only when the port is open again', async () => {
    const { link, gateway, story, passes, fails } = scene()
    link.start()
    await passes(1)
    gateway.open = false
    fails(UNAVAILABLE)
    fails(UNAVAILABLE)
    await passes(10)
    expect(story).toEqual(['open', 'start', 'lost'])
    expect(link.puppet()).toBeUndefined()
    gateway.open = true
    await passes(20)
    expect(story).toEqual(['open', 'start', 'lost', 'reset'])
    expect(link.puppet()).toBeDefined()
    await link.stop()
  })

  it('builds a new session when nothing comes within 30 s of the reset', async () => {
    const { link, gateway, story, passes, fails } = scene()
    link.start()
    await passes(1)
    gateway.signs = false
    fails(UNAVAILABLE)
    await passes(29)
    expect(story).toEqual(['open', 'start', 'lost', 'reset'])
    await passes(1.1)
    expect(story.slice(4, 5)).toEqual(['stop'])
    expect(link.problem()).toBe('no_events')
    gateway.signs = true
    await passes(31)
    expect(story.slice(4)).toEqual(['stop', 'open', 'start'])
    expect(link.puppet()).toBeDefined()
    await link.stop()
  })

  it('does not wait for a session that died of the reset', async () => {
    const { link, gateway, story, passes, fails } = scene()
    link.start()
    await passes(1)
    Object.assign(gateway, { signs: false, survivesReset: false })
    fails(UNAVAILABLE)
    await passes(0.1)
    expect(story).toEqual(['open', 'start', 'lost', 'reset', 'stop'])
    await link.stop()
  })

  it('never resets for mere silence, when the gateway does not answer questions', async () => {
    const { link, gateway, story, passes } = scene()
    gateway.answersDing = false
    link.start()
    await passes(3600)
    expect(story).toEqual(['open', 'start'])
    expect(link.isQuiet()).toBe(true)
    expect(link.puppet()).toBeDefined()
    await link.stop()
  })

  it('takes a gateway for lost that used to answer and no longer does', async () => {
    const { link, gateway, story, passes } = scene()
    link.start()
    await passes(300)
    expect(story).toEqual(['open', 'start'])
    gateway.answersDing = false
    await passes(200)
    expect(story.slice(0, 4)).toEqual(['open', 'start', 'lost', 'reset'])
    await link.stop()
  })

  it('says that the token is refused, and tries on seldom', async () => {
    const { link, gateway, story, passes, fails } = scene()
    gateway.signs = false
    link.start()
    await passes(0.1)
    fails(Object.assign(new Error('16 UNAUTHENTICATED: Invalid Wechaty TOKEN'), { code: 16 }))
    await passes(0.1)
    expect(link.problem()).toBe('token_refused')
    expect(story).toEqual(['open', 'start', 'stop'])
    await link.stop()
  })

  it('starts once and stops once', async () => {
    const { link, story, passes } = scene()
    link.start()
    link.start()
    await passes(1)
    await Promise.all([link.stop(), link.stop()])
    expect(story).toEqual(['open', 'start', 'stop'])
    expect(link.puppet()).toBeUndefined()
  })
})
