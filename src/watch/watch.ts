import { type Clock, SECOND } from '../kit/clock.js'
import type { Vault } from '../kit/crypto.js'
import type { Dealer } from '../kit/dealer.js'
import type { Ids } from '../kit/ids.js'
import type { Log } from '../kit/log.js'
import type { Say } from '../kit/texts.js'
import type { Channel } from '../message/index.js'
import { AccountState, type RowOf, type Store, writeRows } from '../store/index.js'
import { type Announcement, announce } from './announce.js'
import { atStart, judge, type Standing } from './judge.js'
import type { AlarmWays, Way } from './ways.js'

export interface WatchOptions {
  store: Store
  /** Account id → its channel. */
  channels: ReadonlyMap<string, Channel>
  ways: AlarmWays
  vault: Vault
  dealer: Dealer
  say: Say
  ids: Ids
  clock: Clock
  log: Log
  /** Something that a report shows has changed. */
  onChange(): void
  /** Notices were put into the outbox and into the jobs. */
  onNotice(): void
}

export interface Watch {
  start(): void
  stop(): Promise<void>
  /** Looks at every account once. */
  look(): Promise<void>
  /** The account has just told of something. */
  heard(accountId: string): void
  /** A queue has moved. */
  moved(): void
}

type Row = RowOf<AccountState>
interface Watched {
  id: string
  channel: Channel
  standing: Standing
  /** The row as it was last written, and when. */
  row: Row | undefined
  writtenAt: number
  code: { text: string; sealed: string } | null
}

const LOOK_EVERY_MS = SECOND
/** The time of the last event alone is written this often. */
const WRITE_EVERY_MS = 10 * SECOND

/** Looks after our accounts: writes down how each fares, and tells the staff by another way when one is down. */
export function createWatch(options: WatchOptions): Watch {
  const { store, channels, ways, vault, clock, log, onChange, onNotice } = options
  const direct = (Object.keys(ways) as Way[]).filter((way) => ways[way])
  const heardAt = new Map<string, number>()
  let watched: Watched[] | undefined
  let looking: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  let started = false
  let stirred = false

  async function load(): Promise<Watched[]> {
    const rows = await store.transaction((db) => db.find(AccountState))
    const now = clock.now()
    return [...channels].map(([id, channel]) => {
      const before = rows.find((each) => each.id === id)
      if (before?.lastEventAt && !heardAt.has(id)) heardAt.set(id, before.lastEventAt)
      return { id, channel, standing: atStart(before, now), row: undefined, writtenAt: now, code: null }
    })
  }

  async function round(): Promise<void> {
    watched ??= await load()
    const now = clock.now()
    const online = watched.filter(({ channel }) => channel.state() === 'online')
    const changes: { of: Watched; to: Watched & { row: Row } }[] = []
    const announcements: Announcement[] = []
    for (const of of watched) {
      const { id, channel, standing: before } = of
      const through = online.filter((other) => other !== of)
      // The sandbox hears of it too, but nobody sits in front of it at night.
      const canTell = direct.length > 0 || through.some((other) => other.channel.kind !== 'sandbox')
      const sight = { state: channel.state(), problem: channel.problem?.() ?? null }
      const { after, notice } = judge(before, sight, now, canTell)
      if (notice) {
        log.error({ account: id, notice, problem: after.problem }, 'how an account of ours fares')
        announcements.push({
          notice,
          id,
          channel,
          before,
          after,
          through: through.map((each) => each.id),
          ways: direct,
        })
      }
      const code = readCode(of)
      const row = { id, ...after, loginCode: code?.sealed ?? null, lastEventAt: heardAt.get(id) ?? null }
      if (isNews(of, row, now)) changes.push({ of, to: { ...of, standing: after, row, writtenAt: now, code } })
    }
    if (changes.length) {
      await store.transaction(async (db) => {
        await writeRows(
          db,
          AccountState,
          changes.map(({ to }) => to.row),
          'update',
        )
        for (const each of announcements) await announce(db, each, { ...options, now })
      })
      for (const { of, to } of changes) Object.assign(of, to)
    }
    if (changes.length || stirred) onChange()
    stirred = false
    if (announcements.length) onNotice()
  }

  /** Sealed anew only when it is another one. */
  function readCode({ channel, code }: Watched): Watched['code'] {
    const text = channel.loginCode?.()
    if (text === undefined || text === code?.text) return text === undefined ? null : code
    return { text, sealed: vault.seal(text) }
  }

  const look = () => (looking ??= round().finally(() => (looking = undefined)))

  async function tick(): Promise<void> {
    await look().catch((error: unknown) => log.error({ error }, 'a look at the accounts failed'))
    if (started) timer = setTimeout(() => void tick(), LOOK_EVERY_MS)
  }

  return {
    look,
    start() {
      if (started) return
      started = true
      void tick()
    },
    async stop() {
      started = false
      clearTimeout(timer)
      await looking?.catch(() => undefined)
      watched = undefined
    },
    heard: (accountId) => void heardAt.set(accountId, clock.now()),
    moved() {
      stirred = true
    },
  }
}

/** How an account stands is written at once, when it was last heard now and then. */
function isNews({ row: before, writtenAt }: Watched, { lastEventAt, ...row }: Row, now: number): boolean {
  if (!before) return true
  const { lastEventAt: heardBefore, ...rest } = before
  return (
    Object.entries(rest).some(([field, value]) => row[field as keyof typeof row] !== value) ||
    (lastEventAt !== heardBefore && now - writtenAt >= WRITE_EVERY_MS)
  )
}
