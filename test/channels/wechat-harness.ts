import type { PuppetKind } from '../../bots/wechat/capabilities.js'
import type { Frame } from '../../bots/wechat/frames.js'
import { type Clock, systemClock } from '../../src/kit/clock.js'
import type { Sink } from '../../src/message/index.js'
import { BOT, type GroupPuppet, ROOM, STAFF_ROOM, TYPE } from '../kit/wechat/group-puppet.js'
import { type Stage, startStage } from '../kit/wechat/harness.js'
import type { Harness, Saying } from './harness.js'
import { until } from './until.js'

export const TEXT_LIMIT = 400

export async function createWeChatHarness(
  puppetKind: PuppetKind,
  sink: Sink,
  clock: Clock = systemClock,
): Promise<Harness> {
  let stage: Stage | undefined
  let hidden = true
  const hear: Sink = async (event) => {
    if (!hidden) await sink(event)
  }
  const settings = { PUPPET: puppetKind, TEXT_LIMIT: String(TEXT_LIMIT), ACCOUNT: 'guanjia' }
  stage = await startStage(hear, settings, { clock })
  const { puppet, gateway, channel } = stage
  await learnMembers(puppet)
  hidden = false

  let last = () => {}
  let counter = 0
  const toWeChat = (person: string) => (person === channel.account ? BOT : person)
  const tell = (run: () => void) => {
    last = run
    run()
  }
  const says = async (
    person: string,
    text: string,
    { mentions = [], whisper, amongStaff, at = clock.now() }: Saying = {},
  ) => {
    const roomId = amongStaff ? STAFF_ROOM : ROOM
    const where = whisper ? { listenerId: BOT } : { roomId, mentionIdList: mentions.map(toWeChat) }
    const id = puppet.hears({ talkerId: person, text, timestamp: at, ...where } as never)
    last = () => puppet.emit('message', { messageId: id })
    return id
  }

  return {
    channel,
    room: { id: ROOM, kind: 'group' },
    staffRoom: { id: STAFF_ROOM, kind: 'group' },
    owner: 'wxid_owner',
    alice: 'wxid_alice',
    bob: 'wxid_bob',
    nameOf: (person) => puppet.cards.get(person) || puppet.mocker.contactPayload(person).name,
    says,
    async joins(nickname, invitedBy = 'wxid_owner') {
      const id = `wxid_new${++counter}`
      tell(() => puppet.join(id, nickname, invitedBy, clock.now()))
      return id
    },
    async leaves(person) {
      puppet.slipsOut(person)
      puppet.emit('dirty', { payloadType: 3, payloadId: ROOM })
    },
    removes: async (person, by) => puppet.leave(person, by),
    async setsCard(person, card) {
      puppet.cards.set(person, card)
      puppet.emit('dirty', { payloadType: 4, payloadId: ROOM })
    },
    async takesBack(messageId, by) {
      puppet.gone.add(messageId)
      puppet.hears({ talkerId: by, roomId: ROOM, type: TYPE.recalled, text: messageId } as never)
    },
    mutes: never,
    asksIn: never,
    async bringsIn(by, name) {
      const id = `4900001${++counter}@chatroom`
      tell(() => puppet.bringsUs(id, name, by))
      return { id, kind: 'group' }
    },
    async invites(by, name) {
      const id = `4900001${++counter}@chatroom`
      tell(() => puppet.invitesUs(`invitation-${counter}`, id, name, by))
      return { id, kind: 'group' }
    },
    throwsOut: async ({ id }, by) => puppet.losesUs(id, by),
    isInside: ({ id }) =>
      puppet.mocker.cacheRoomPayload.has(id) && puppet.mocker.roomPayload(id).memberIdList.includes(BOT),
    presses: never,
    repeats: async () => last(),
    posts: (place = ROOM) =>
      puppet.sent
        .filter(({ id, conversation }) => conversation === place && !puppet.gone.has(id))
        .map(({ id, text, mentions }) => ({ id, text, mentions })),
    notices: () => puppet.notices,
    isGone: (id) => puppet.gone.has(id),
    isMuted: never,
    isMember: (person) => puppet.room.memberIdList.includes(person),
    cardOf: (person) => puppet.cards.get(person),
    async setAdmin(admin) {
      puppet.room.adminIdList = admin ? [BOT] : []
    },
    faults: {
      rateLimit(after = 0) {
        let left = after
        puppet.beforeSend = () => {
          if (left-- > 0) return
          puppet.beforeSend = () => {}
          throw new Error('操作太频繁，请稍后再试')
        }
      },
      lostAnswer() {
        puppet.afterSend = async () => {
          puppet.afterSend = async () => {}
          await gateway.down()
          await gateway.up()
        }
      },
    },
    goesDown: () => gateway.down(),
    comesBack: () => gateway.up(),
    frames: { samples: () => SAMPLES, send: (frames) => sendFrames(puppet, frames) },
    stop: () => stage.close(),
  }
}

function never(): never {
  throw new Error('WeChat has nothing of the kind')
}

/** The channel looks at a room for the first time when something is said in it. */
async function learnMembers(puppet: GroupPuppet): Promise<void> {
  const looks = () => puppet.calls.filter((call) => call === 'members').length
  const before = looks()
  puppet.hears({ talkerId: 'wxid_alice', roomId: ROOM, text: '大家好' } as never)
  await until(() => looks() >= before + puppet.room.memberIdList.length, 'a look at the members')
}

/** Events as the gateway tells them, with the message that the event is about. */
const SAMPLES: (Frame & { message?: unknown })[] = [
  {
    name: 'message',
    payload: { messageId: 'spoilt' },
    message: {
      id: 'spoilt',
      talkerId: 'wxid_alice',
      roomId: ROOM,
      listenerId: '',
      text: '你好',
      timestamp: 1_780_000_000,
      type: TYPE.text,
      mentionIdList: ['wxid_bob'],
    },
  },
  {
    name: 'room-join',
    payload: { roomId: ROOM, inviteeIdList: ['wxid_alice'], inviterId: 'wxid_owner', timestamp: 1_780_000_000 },
  },
  {
    name: 'room-leave',
    payload: { roomId: ROOM, removeeIdList: ['wxid_zed'], removerId: 'wxid_owner', timestamp: 1_780_000_000 },
  },
  { name: 'room-topic', payload: { roomId: ROOM } },
  { name: 'friendship', payload: { friendshipId: 'f1' } },
  { name: 'room-invite', payload: { roomInvitationId: 'i1' } },
  { name: 'dirty', payload: { payloadType: 4, payloadId: ROOM } },
  { name: 'heartbeat', payload: {} },
]

const NAMES = new Set<unknown>(SAMPLES.map(({ name }) => name))

/** Puts damaged events on the stream, as a gateway of another version would. A last good one shows that all came. */
async function sendFrames(puppet: GroupPuppet, frames: readonly unknown[]): Promise<void> {
  for (const frame of frames) {
    const { name, payload, message } = (frame ?? {}) as { name?: unknown; payload?: unknown; message?: unknown }
    const id = (payload as { messageId?: unknown } | null | undefined)?.messageId
    if (message !== undefined && typeof id === 'string') {
      puppet.cache.message.delete(id)
      puppet.mocker.cacheMessagePayload.set(id, message as never)
    }
    if (!NAMES.has(name)) continue
    try {
      puppet.emit(name as 'heartbeat', payload as never)
    } catch {
      // The gateway's own listeners came after the one that puts it on the wire.
    }
  }
  const before = puppet.calls.length
  const id = puppet.hears({ talkerId: 'wxid_bob', roomId: ROOM, text: '帧都到了' } as never)
  await until(() => puppet.calls.slice(before).includes(`message ${id}`), 'the end of the frames')
}
