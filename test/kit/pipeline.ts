import type { Step } from '../../src/features/step.js'
import { silentLog } from '../../src/kit/log.js'
import { createSay, type Locale } from '../../src/kit/texts.js'
import type { Capability, ChannelKind, ChatEvent, SenderRef } from '../../src/message/index.js'
import { toMessage } from '../../src/pipeline/inbox.js'
import { handleIn, type PipelineDeps } from '../../src/pipeline/run.js'
import {
  AuditEntry,
  ChannelAccount,
  Group,
  type GroupKind,
  type Message,
  Message as MessageRow,
  OutboxItem,
  openStore,
  StaffAccount,
  type StaffRole,
} from '../../src/store/index.js'
import type { Understand } from '../../src/understanding/meaning.js'
import { type FakeClock, fakeClock } from './clock.js'
import { DEALER } from './dealer.js'
import { ENGINES } from './engines.js'
import { countingIds } from './ids.js'

const EVERYTHING: readonly Capability[] = [
  'recall',
  'mute',
  'kick',
  'setCard',
  'announce',
  'buttons',
  'mention',
  'listMembers',
  'directMessage',
]

/** Understands nothing: for steps that do not ask what words mean. */
export const understandNothing: Understand = () => ({
  leads: [],
  topic: 'none',
  moderation: 'clean',
  scores: {},
  evidence: [],
  model: 'none',
})

export interface PipelineOptions {
  steps: readonly Step[]
  engine?: keyof typeof ENGINES
  locale?: Locale
  understand?: Understand
  capabilities?: readonly Capability[]
}

interface Spoken {
  mode?: Message['mode']
  mentions?: string[]
  replyTo?: string
}

type EventPart =
  | { type: 'message'; text: string }
  | { type: 'button'; data: string }
  | { type: 'join' | 'leave' | 'card' }
  | { type: 'mute'; seconds: number }
  | { type: 'joinRequest'; request: string; answer: string }

/** Some steps on a real database, with a clock that stands still. Groups and staff are put in by hand. */
export async function pipelineScene({ steps, engine = 'sqlite', ...options }: PipelineOptions) {
  const database = await ENGINES[engine]()
  const store = await openStore(database.options)
  const clock: FakeClock = fakeClock()
  const ids = countingIds()
  const locale = options.locale ?? 'zh-CN'
  const capabilities = new Set(options.capabilities ?? EVERYTHING)
  const deps: PipelineDeps = {
    store,
    clock,
    ids,
    say: createSay(locale),
    dealer: { ...DEALER, locale },
    understand: options.understand ?? understandNothing,
    steps,
    capabilities: () => capabilities,
    log: silentLog,
  }
  let events = 0

  const groupOf = (externalId: string) =>
    store.transaction((db) => db.findOneOrFail(Group, { where: { externalId }, relations: { account: true } }))

  async function event(part: EventPart, room: string, sender: SenderRef, spoken: Spoken = {}): Promise<Message> {
    const { mode = 'live', ...rest } = spoken
    const group = await groupOf(room)
    events += 1
    const base = {
      id: `e${events}`,
      at: clock.now(),
      room: { id: room, kind: group.kind === 'private' ? ('private' as const) : ('group' as const), name: group.name },
      sender,
    }
    return toMessage({ ...base, ...rest, ...part } as ChatEvent, group.id, mode, clock.now(), ids) as Message
  }

  async function take(...rows: Message[]): Promise<void> {
    await store.transaction(async (db) => {
      await db.insert(MessageRow, rows as never)
      await handleIn(db, deps, rows)
    })
  }

  return {
    deps,
    store,
    clock,
    account: (id: string, channel: ChannelKind = 'sandbox') =>
      store.transaction((db) => db.insert(ChannelAccount, { id, channel, account: id })),
    group: (accountId: string, externalId: string, kind: GroupKind, name = externalId) =>
      store.transaction((db) =>
        db.insert(Group, { id: ids(), accountId, externalId, kind, name, settings: {}, createdAt: clock.now() }),
      ),
    staff: (externalId: string, role: StaffRole, channel: ChannelKind = 'sandbox') =>
      store.transaction((db) => db.insert(StaffAccount, { id: ids(), channel, externalId, name: externalId, role })),
    event,
    /** Hands these events in together, as one batch. */
    take,
    /** Somebody says something in a room. */
    says: async (sender: string, room: string, text: string, spoken?: Spoken) =>
      take(await event({ type: 'message', text }, room, { id: sender }, spoken)),
    presses: async (sender: string, room: string, data: string) =>
      take(await event({ type: 'button', data }, room, { id: sender })),
    outbox: () => store.transaction((db) => db.find(OutboxItem, { order: { id: 'ASC' } })),
    audit: () => store.transaction((db) => db.find(AuditEntry, { order: { id: 'ASC' } })),
    async close() {
      await store.close()
      await database.drop()
    },
  }
}

export type PipelineScene = Awaited<ReturnType<typeof pipelineScene>>
