import type { After } from '../../src/kit/after.js'
import { backoff } from '../../src/kit/backoff.js'
import type { Log } from '../../src/kit/log.js'
import type { Frame } from './frames.js'
import type { OpenSession, Puppet, Session } from './types.js'

/** What keeps the account from coming online, as far as it is known. */
export type LinkProblem = 'unreachable' | 'token_refused' | 'no_events'

export interface LinkOptions {
  open: OpenSession
  /** True when the gateway's port is open. */
  isOpen(): Promise<boolean>
  after: After
  chance(): number
  log: Log
  /** There is a new session, about to start: who listens to its frames? */
  onSession(puppet: Puppet): (frame: Frame) => void
  /** The connection is gone: nobody is logged in as far as we know. */
  onLost(): void
  onChange(): void
}

export interface Link {
  start(): void
  stop(): Promise<void>
  /** Undefined while there is no good connection. */
  puppet(): Puppet | undefined
  problem(): LinkProblem | undefined
  /** True when the gateway has been silent for long, though asked. */
  isQuiet(): boolean
}

/** How long a fresh or reset session may take to give its first sign of life, ms. */
const FIRST_SIGN_MS = 30_000
/** How often a silent gateway is asked for a sign of life, ms. */
const ASK_MS = 30_000
/** So many silent periods in a row are an outage, when the gateway has answered such a question before. */
const MOST_SILENT = 3
/** A gateway is near, and back soon after a restart. */
const PAUSES = { first: 500, factor: 1.5, longest: 30_000 }
const GRPC_UNAVAILABLE = 14
const GRPC_UNAUTHENTICATED = 16

/**
 * Keeps a session with the gateway. After a restart of the gateway calls work again at once, but no event comes: the
 * stream has to be set up anew, by one reset, and only when the port is open again. A reset while it is closed kills
 * the session for good, and a session that stays silent after its reset is thrown away for a new one.
 */
export function createLink(options: LinkOptions): Link {
  const { open, after, chance, log, onSession, onLost, onChange } = options
  let session: Session | undefined
  let running: Promise<void> | undefined
  let stopped = true
  let up = false
  let problem: LinkProblem | undefined
  /** Events that came over the stream, ever. */
  let heard = 0
  let answersDing = false
  let silent = 0
  /** Resolves the wait that is going on. */
  let wake: (() => void) | undefined

  const tell = (changes: { up?: boolean; problem?: LinkProblem | undefined }) => {
    if ('up' in changes) up = changes.up ?? false
    if ('problem' in changes) problem = changes.problem
    onChange()
  }

  /** Resolves after so many ms, or earlier when something happens. */
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const cancel = after(ms, resolve)
      wake = () => {
        cancel()
        resolve()
      }
    })

  const lost = (why: string) => {
    if (!up || stopped) return
    log.warn({ why }, 'wechat connection lost')
    onLost()
    tell({ up: false })
    wake?.()
  }

  async function begin(): Promise<void> {
    let hear: (frame: Frame) => void = () => {}
    const mine = await open({
      onFrame(frame) {
        if (session !== mine) return
        heard++
        if (frame.name === 'dong') answersDing = true
        hear(frame)
        // Only a wait for the first sign ends by it.
        if (!up) wake?.()
      },
      onBadFrame(type) {
        log.warn({ type }, 'wechat frame dropped: it could not be read')
      },
      onError(error) {
        if (session !== mine) return
        const code = grpcCode(error)
        log.debug({ code }, 'wechat error')
        if (code === GRPC_UNAUTHENTICATED) {
          tell({ problem: 'token_refused' })
          wake?.()
        }
        if (code === GRPC_UNAVAILABLE) lost('unavailable')
      },
      onStreamEnd() {
        if (session === mine) lost('stream_end')
      },
    })
    session = mine
    hear = onSession(mine.puppet)
    await mine.start()
  }

  async function drop(): Promise<void> {
    const old = session
    session = undefined
    await old?.stop()
  }

  /** True when the session, new or reset, has given a sign of life. */
  async function comesAlive(): Promise<boolean> {
    const before = heard
    if (problem === 'token_refused') problem = undefined
    if (session) await session.reset()
    else await begin()
    const refused = () => (problem as LinkProblem | undefined) === 'token_refused'
    if (heard === before && !stopped && session?.isActive() && !refused()) await pause(FIRST_SIGN_MS)
    return heard > before && !stopped && !refused()
  }

  /** Returns when the connection is lost. A gateway that is silent is asked; one that no longer answers is lost. */
  async function stay(): Promise<void> {
    silent = 0
    answersDing = false
    for (let mark = heard; up && !stopped; ) {
      await pause(ASK_MS)
      if (!up || stopped) return
      const wasQuiet = silent >= MOST_SILENT
      silent = heard === mark ? silent + 1 : 0
      mark = heard
      if (silent >= MOST_SILENT !== wasQuiet) onChange()
      if (silent >= MOST_SILENT && answersDing) return lost('silent')
      if (silent > 0) ask()
    }
  }

  function ask(): void {
    try {
      session?.puppet.ding('cheyou')
    } catch {
      lost('no_client')
    }
  }

  async function run(): Promise<void> {
    for (let failures = 0; !stopped; ) {
      if (failures > 0) await pause(backoff(failures, chance(), PAUSES))
      if (stopped) return
      if (!(await options.isOpen())) {
        failures++
        tell({ problem: 'unreachable' })
        continue
      }
      if (stopped) return
      const alive = await comesAlive().catch((error: unknown) => {
        log.error({ err: error }, 'wechat session failed')
        return false
      })
      if (stopped) return
      if (alive) {
        failures = 0
        tell({ up: true, problem: undefined })
        await stay()
        continue
      }
      failures++
      tell({ problem: problem === 'token_refused' ? problem : 'no_events' })
      await drop()
    }
  }

  return {
    start() {
      if (!stopped) return
      stopped = false
      running = run()
    },
    async stop() {
      if (stopped) return
      stopped = true
      up = false
      wake?.()
      await running
      await drop()
    },
    puppet: () => (up ? session?.puppet : undefined),
    problem: () => problem,
    isQuiet: () => silent >= MOST_SILENT,
  }
}

/** Errors come bare, or as JSON inside `gerror`; the code is a field of its own, or the beginning of the message. */
function grpcCode(error: unknown): number | undefined {
  const { code, message, gerror } = (error ?? {}) as { code?: unknown; message?: unknown; gerror?: unknown }
  if (typeof gerror === 'string') return grpcCode(parsed(gerror))
  if (typeof code === 'number') return code
  const told = /^(\d{1,2}) [A-Z_]+:/.exec(String(message ?? ''))
  return told ? Number(told[1]) : undefined
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
