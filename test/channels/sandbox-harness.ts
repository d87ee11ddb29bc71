import { createSandboxChannel } from '../../bots/sandbox/channel.js'
import type { Role } from '../../bots/sandbox/types.js'
import { createWorld } from '../../bots/sandbox/world.js'
import type { Clock } from '../../src/kit/clock.js'
import type { Sink } from '../../src/message/index.js'
import { countingIds } from '../kit/ids.js'
import type { Harness } from './harness.js'

const START = Date.UTC(2026, 8, 1, 2)

export async function createSandboxHarness(sink: Sink, given: Clock = { now: () => START }): Promise<Harness> {
  /** The platform's clock for one post. */
  let stamp: number | undefined
  const clock = { now: () => stamp ?? given.now() }
  const ids = countingIds('post')
  const world = createWorld({ clock, ids })
  const channel = createSandboxChannel(world, { account: 'cheyou', clock, retryMs: 1 })
  const put = (id: string, nickname: string, role: Role, card = '') => {
    world.addPerson({ id, nickname, ...(id === 'cheyou' ? { bot: true } : {}) })
    world.addMember('owners', id, { role, ...(card ? { card } : {}) })
    return id
  }
  world.addRoom({ id: 'owners', name: '追风车友群', purpose: 'owners' })
  world.addRoom({ id: 'staff', name: '同事群', purpose: 'staff' })
  put('cheyou', '车友管家', 'admin')
  put('boss', '店长老郑', 'owner')
  world.addMember('staff', 'cheyou', { role: 'admin' })
  world.addMember('staff', 'boss', { role: 'owner' })
  const harness: Harness = {
    channel,
    room: { id: 'owners', kind: 'group' },
    staffRoom: { id: 'staff', kind: 'group' },
    owner: 'boss',
    alice: put('alice', '爱丽', 'member', '沪A-爱丽 远航'),
    bob: put('bob', '小波', 'member'),
    nameOf: (person) =>
      world.members('owners').find((each) => each.person.id === person)?.member.card ||
      (world.person(person)?.nickname ?? person),
    async says(person, text, { mentions, replyTo, whisper, amongStaff, at, image: _ } = {}) {
      stamp = at
      const said = { ...(mentions ? { mentions } : {}), ...(replyTo ? { replyTo } : {}) }
      const { id } = world.post(whisper ? person : amongStaff ? 'staff' : 'owners', person, text, said)
      stamp = undefined
      return id
    },
    async joins(nickname, invitedBy) {
      const { id } = world.addPerson({ id: ids(), nickname })
      world.join('owners', id, invitedBy ? { invitedBy } : {})
      return id
    },
    leaves: async (person) => void world.leave('owners', person),
    removes: async (person, by) => void world.kick('owners', person, by),
    setsCard: async (person, card) => void world.setCard('owners', person, card),
    takesBack: async (post, by) => void world.recall(post, by),
    mutes: async (person, by, seconds) => void world.mute('owners', person, by, clock.now() + seconds * 1000),
    async bringsIn(by, name) {
      world.addRoom({ id: name, name })
      world.addMember(name, by, { role: 'owner' })
      world.join(name, 'cheyou', { invitedBy: by })
      return { id: name, kind: 'group' }
    },
    async invites(by, name) {
      world.addRoom({ id: name, name })
      world.addMember(name, by, { role: 'owner' })
      world.invite(name, by)
      return { id: name, kind: 'group' }
    },
    throwsOut: async ({ id }, by) => void world.kick(id, 'cheyou', by),
    isInside: ({ id }) => world.isMember(id, 'cheyou'),
    asksIn: () => Promise.reject(new Error('nobody has to ask here')),
    async presses(person, { id, buttons }, label) {
      const button = buttons?.find((each) => each.label === label)
      if (!id || !button) throw new Error(`no button ${label}`)
      world.pressButton(id, person, button.data)
    },
    repeats: () => Promise.reject(new Error('what was taken is not offered again')),
    posts: (place = 'owners') =>
      world
        .history(place, { limit: 1000 })
        .filter((post) => post.from.id === 'cheyou' && post.text !== undefined && !post.recalled)
        .map(({ id, text = '', mentions = [], replyTo, buttons }) => ({
          id,
          text,
          mentions,
          ...(replyTo ? { replyTo } : {}),
          ...(buttons ? { buttons } : {}),
        })),
    notices: () =>
      world
        .history('owners', { limit: 1000 })
        .filter((post) => post.kind === 'announcement')
        .map((post) => post.text ?? ''),
    isGone: (post) => Boolean(world.findPost(post)?.recalled),
    isMuted: (person) =>
      world.members('owners').some((each) => each.person.id === person && each.member.mutedUntil !== undefined),
    isMember: (person) => world.isMember('owners', person),
    cardOf: (person) => world.members('owners').find((each) => each.person.id === person)?.member.card,
    setAdmin: async (admin) => void world.addMember('owners', 'cheyou', { role: admin ? 'admin' : 'member' }),
    faults: {
      rateLimit: () => {
        channel.faults.nextDeliver = 'rate_limit'
      },
      lostAnswer: () => {
        channel.faults.nextDeliver = 'unknown'
      },
    },
    goesDown: async () => channel.setOnline(false),
    comesBack: async () => channel.setOnline(true),
    stop: () => channel.stop(),
  }
  await channel.start(sink)
  return harness
}
