import { fileURLToPath } from 'node:url'
import { DateTime } from 'luxon'
import type { App } from '../src/app.js'
import { announceLeads } from '../src/features/leads/index.js'
import { newGroup } from '../src/pipeline/intake.js'
import { Group, Setting, type Store } from '../src/store/index.js'
import { loadKnowledge } from './commands/knowledge.js'
import { openHistory } from './history/index.js'
import { importHistory } from './import/run-import.js'
import type { Survey } from './import/survey.js'
import type { Post } from './sandbox/types.js'
import type { SandboxWorld, SeedPost } from './sandbox/world.js'

const CHAT = fileURLToPath(new URL('../data/demo/chat.txt', import.meta.url))
const KNOWLEDGE = fileURLToPath(new URL('../data/demo/knowledge.yml', import.meta.url))

export const OWNERS = 'owners'
export const STAFF = 'staff'
export const BOT = 'cheyou'
const CLEARED = 'demo.cleared'

/** The demo belongs into an empty data folder only, and not where somebody cleared it. */
export async function wantsDemo(store: Store): Promise<boolean> {
  return store.transaction(async (db) => !(await db.exists(Group)) && !(await db.existsBy(Setting, { key: CLEARED })))
}

export const rememberCleared = (store: Store) =>
  store.transaction((db) => db.upsert(Setting, { key: CLEARED, value: true as never }, ['key']))

/** The two rooms that the sandbox always has, in the world and in the database. */
export async function prepareRooms(
  app: App,
  world: SandboxWorld,
  accountId: string,
  names: { owners: string; staff: string; bot: string },
): Promise<void> {
  if (!world.person(BOT)) world.addPerson({ id: BOT, nickname: names.bot, bot: true })
  for (const [id, name, purpose] of [
    [OWNERS, names.owners, 'owners'],
    [STAFF, names.staff, 'staff'],
  ] as const) {
    if (!world.room(id)) world.addRoom({ id, name, purpose })
    if (!world.isMember(id, BOT)) world.addMember(id, BOT, { role: 'owner' })
  }
  const { store, ids, clock, dealer } = app.pipeline
  await store.transaction(async (db) => {
    for (const [id, name, kind] of [
      [OWNERS, names.owners, 'owners'],
      [STAFF, names.staff, 'staff'],
    ] as const) {
      if (await db.existsBy(Group, { accountId, externalId: id })) continue
      const group = newGroup({
        id: ids(),
        accountId,
        room: { id, kind: 'group', name },
        brand: dealer.brand,
        now: clock.now(),
      })
      await db.insert(Group, {
        ...group,
        kind,
        settings: kind === 'owners' ? { ...group.settings, greetWithin: 0 } : {},
      })
    }
  })
}

/** Fills the sandbox with a week of a dealer's owner group: people and posts in the world, meaning in the database. */
export async function fillDemo(app: App, world: SandboxWorld): Promise<void> {
  const { survey } = await importHistory(CHAT, app.pipeline, {
    channel: { kind: 'sandbox', account: BOT },
    groupId: OWNERS,
  })
  const { store, ids, clock } = app.pipeline
  await store.transaction((db) => loadKnowledge(db, ids, clock.now(), KNOWLEDGE))
  addPeople(world, survey)
  world.seed(await demoPosts(survey))
}

const nickname = (card: string) =>
  card
    .split(/[-－+＋]/)
    .at(-1)
    ?.replace(/[(（].*$/, '') || card
const titleOf = (name: string) => /销售|售后|客服|经理/.exec(name)?.[0]

function addPeople(world: SandboxWorld, { accounts, staff }: Survey): void {
  for (const { id, lastName, role } of accounts.values()) {
    const title = staff.has(id) ? titleOf(lastName) : undefined
    world.addPerson({ id, nickname: nickname(lastName), ...(title && { title }) })
    world.addMember(OWNERS, id, { role: role === 'owner' ? 'admin' : role, card: lastName })
    if (staff.has(id)) world.addMember(STAFF, id, { role: 'admin', card: lastName })
  }
}

/** The posts of the history, under the ids that the database knows them by. */
async function demoPosts({ joiners }: Survey): Promise<SeedPost[]> {
  const posts: SeedPost[] = []
  const history = await openHistory(CHAT)
  for await (const entry of history.entries()) {
    if (entry.kind === 'message') {
      const from = {
        id: entry.sender.id,
        card: entry.sender.name,
        nickname: nickname(entry.sender.name),
        role: entry.sender.role ?? ('member' as const),
      }
      posts.push({ id: entry.id, room: OWNERS, at: entry.at, kind: 'message', from, text: entry.text })
    }
    if (entry.kind === 'join' && entry.name) {
      const from = { id: joiners.get(entry.id) ?? `name:${entry.name}`, nickname: entry.name }
      posts.push({ id: entry.id, room: OWNERS, at: entry.at, kind: 'join', from })
    }
  }
  return posts
}

/** Once the bot is up: the staff get the leads of that week, and one of them announces the next activity. */
export async function playDemo(app: App, world: SandboxWorld): Promise<void> {
  const { store, ids, say, clock, dealer } = app.pipeline
  await announceLeads({ store, ids, say, now: clock.now() })
  app.outbox.wake()
  const host = world.members(STAFF).find(({ person }) => person.title === '客服')?.person
  if (!host) return
  const saturday = DateTime.fromMillis(clock.now(), { zone: dealer.zone })
    .plus({ weeks: 1 })
    .endOf('week')
    .minus({ days: 1 })
  const params = { day: saturday.toFormat('M月d日'), deadline: saturday.minus({ days: 2 }).toFormat('M月d日') }
  world.post(STAFF, host.id, say('demo.activity', params))
  const preview = await nextPost(
    world,
    (post) => post.buttons?.some((button) => button.data.startsWith('activity:publish:')) === true,
  )
  const publish = preview?.buttons?.find((button) => button.data.startsWith('activity:publish:'))
  if (preview && publish) world.pressButton(preview.id, host.id, publish.data)
}

const PATIENCE_MS = 10_000

/** The next post that fits, or undefined when none comes. */
function nextPost(world: SandboxWorld, fits: (post: Post) => boolean): Promise<Post | undefined> {
  return new Promise((resolve) => {
    const done = (post?: Post) => {
      clearTimeout(timer)
      forget()
      resolve(post)
    }
    const timer = setTimeout(done, PATIENCE_MS)
    const forget = world.onChange((change) => {
      if (change.type === 'post' && fits(change.post)) done(change.post)
    })
  })
}
