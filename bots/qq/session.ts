import type { After } from '../../src/kit/after.js'
import type { Log } from '../../src/kit/log.js'
import type { ChannelState } from '../../src/message/index.js'
import { CallFailed, type Link, type Problem } from './link.js'
import { type Frame, idOf, isFrame, isGood } from './types.js'

export interface Session {
  state(): ChannelState
  /** Why it is offline, where somebody has to do something about it. */
  problem(): Problem | undefined
  /** Counts up with each connection: work for an older one is void. */
  number(): number
  begin(): void
  end(): void
  opened(): void
  closed(problem?: Problem): void
  /** `meta_event` frames, and the notice that the account was thrown off line. */
  meta(frame: Frame): void
}

interface SessionOptions {
  account: string
  link: () => Link
  after: After
  log: Log
  onOnline(): void
}

/** A socket that opened is no session yet: a wrong token is refused only afterwards. */
const GREETING_MS = 15_000
const LOGIN_MS = 10_000

/** Online only when the implementation has greeted, and says that it is logged in as our account. */
export function createSession({ account, link, after, log, onOnline }: SessionOptions): Session {
  let phase: 'stopped' | 'connecting' | 'greeted' | 'online' = 'stopped'
  let accountOnline = true
  let problem: Problem | undefined
  let number = 0
  let cancelGreeting = () => {}

  async function verify(): Promise<void> {
    phase = 'greeted'
    const mine = number
    const answer = await link()
      .call('get_login_info', {}, LOGIN_MS)
      .catch((error: unknown) => {
        if (!(error instanceof CallFailed)) throw error
        return undefined
      })
    if (mine !== number || phase !== 'greeted') return
    if (!answer || !isGood(answer)) return link().cut()
    const id = isFrame(answer.data) ? idOf(answer.data.user_id) : undefined
    if (id !== account) {
      log.error({ account, found: id }, 'QQ is logged in as another account')
      return link().cut('wrong_account')
    }
    phase = 'online'
    accountOnline = true
    problem = undefined
    link().trust()
    log.info({ account }, 'QQ is online')
    onOnline()
  }

  return {
    state() {
      if (phase === 'stopped' || (phase !== 'online' && problem)) return 'offline'
      if (phase !== 'online') return 'connecting'
      return accountOnline ? 'online' : 'degraded'
    },
    problem: () => problem,
    number: () => number,
    begin() {
      phase = 'connecting'
      problem = undefined
    },
    end() {
      phase = 'stopped'
      number += 1
      cancelGreeting()
    },
    opened() {
      if (phase === 'stopped') return
      number += 1
      phase = 'connecting'
      if (!link().greets) return void verify()
      cancelGreeting()
      cancelGreeting = after(GREETING_MS, () => {
        if (phase === 'connecting') link().cut()
      })
    },
    closed(why) {
      if (phase === 'stopped') return
      cancelGreeting()
      number += 1
      if (phase === 'online') log.warn({ account }, 'QQ is gone')
      phase = 'connecting'
      if (why && why !== problem) log.error({ account, problem: why }, 'QQ cannot be reached')
      problem = why
    },
    meta(frame) {
      if (frame.meta_event_type === 'lifecycle') {
        // Over HTTP the implementation greets when it starts, whatever we know of it.
        if (phase !== 'connecting' || !link().greets || frame.sub_type === 'disable') return
        const self = idOf(frame.self_id)
        if (self !== undefined && self !== account) return link().cut('wrong_account')
        cancelGreeting()
        void verify()
      }
      if (phase !== 'online') return
      const status = isFrame(frame.status) ? frame.status : undefined
      const before = accountOnline
      if (frame.notice_type === 'bot_offline') accountOnline = false
      else if (typeof status?.online === 'boolean') accountOnline = status.online
      if (before !== accountOnline) log.error({ account, online: accountOnline }, 'the QQ account itself')
    },
  }
}
