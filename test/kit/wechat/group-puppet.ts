import { PuppetMock } from 'wechaty-puppet-mock'
import type { PuppetServerOptions } from 'wechaty-puppet-service'

/** The puppet classes come from a package of their own; this is how we get at its types without naming it. */
type MessagePayload = Awaited<ReturnType<PuppetServerOptions['puppet']['messagePayload']>>

export const BOT = 'wxid_bot'
export const ROOM = '49000000001@chatroom'
export const STAFF_ROOM = '49000000002@chatroom'

/** What a message of a kind other than text is. @see https://github.com/wechaty/puppet/blob/main/src/schemas/message.ts */
export const TYPE = { file: 1, card: 3, emoticon: 5, image: 6, text: 7, recalled: 13, link: 14, note: 10 } as const

export interface Said {
  id: string
  conversation: string
  text: string
  mentions: string[]
}

/**
 * The mock puppet with the rules of a WeChat group: only the owner and admins remove members and put up notices, one
 * takes back only one's own words, and who may not do a thing hears so. It answers ids of sent messages.
 */
export class GroupPuppet extends PuppetMock {
  readonly cards = new Map<string, string>()
  readonly sent: Said[] = []
  readonly gone = new Set<string>()
  readonly notices: string[] = []
  readonly accepted: string[] = []
  /** Invitation → the group, and who asks us in. */
  readonly invitations = new Map<string, { room: string; topic: string; by: string }>()
  /** The phone is logged in: a start of the puppet resumes the session. Otherwise a code has to be scanned. */
  hasSession = true
  /** Web WeChat answers no ids. */
  answersIds = true
  /** What was asked. */
  readonly calls: string[] = []
  /** Runs before a text is sent: throws what the platform says. */
  beforeSend: () => void = () => {}
  /** Runs after a text was sent, before the caller hears of it. */
  afterSend: () => Promise<void> = async () => {}
  private counter = 0

  override async onStart(): Promise<void> {
    await super.onStart()
    setImmediate(() => {
      if (!this.state.active()) return
      if (this.hasSession) this.logsIn()
      else this.emit('scan', { qrcode: `https://login.weixin.qq.com/l/code-${++this.counter}`, status: 2 })
    })
  }

  logsIn(): void {
    this.hasSession = true
    if (!this.isLoggedIn) this.login(BOT)
  }

  /** The phone ends the session. */
  async expires(): Promise<void> {
    this.hasSession = false
    await this.logout('session expired')
  }

  override ding(data = ''): void {
    this.calls.push('ding')
    this.emit('dong', { data })
  }

  get room() {
    return this.mocker.roomPayload(ROOM)
  }

  private mayManage(): boolean {
    return this.room.ownerId === BOT || this.room.adminIdList.includes(BOT)
  }

  /** Somebody's message, also when nobody listens: what is said while the gateway is away is never told again. */
  hears(message: Partial<MessagePayload> & { talkerId: string }): string {
    const id = message.id ?? `msg-${++this.counter}`
    const payload = { type: TYPE.text, timestamp: Date.now(), ...message, id } as MessagePayload
    this.mocker.cacheMessagePayload.set(id, payload)
    this.emit('message', { messageId: id })
    return id
  }

  override async messageSendText(conversation: string, text: string, mentions: string[] = []): Promise<void> {
    if (!this.isLoggedIn) throw new Error('not logged in')
    const known = this.mocker.cacheRoomPayload.has(conversation) || this.mocker.cacheContactPayload.has(conversation)
    if (!known) throw new Error(`conversation not found: ${conversation}`)
    this.beforeSend()
    const isRoom = this.mocker.cacheRoomPayload.has(conversation)
    const where = isRoom ? { roomId: conversation } : { listenerId: conversation }
    const id = this.hears({ talkerId: BOT, text, mentionIdList: mentions, ...where } as never)
    this.sent.push({ id, conversation, text, mentions })
    await this.afterSend()
    // The mock's own type says that nothing is answered; puppets that know ids answer them.
    return (this.answersIds ? id : undefined) as never
  }

  override async messageRecall(id: string): Promise<boolean> {
    const mine = this.mocker.messagePayload(id).talkerId === BOT
    if (mine) this.gone.add(id)
    return mine
  }

  override roomAnnounce(room: string): Promise<string>
  override roomAnnounce(room: string, text: string): Promise<void>
  override async roomAnnounce(_: string, text?: string): Promise<never> {
    if (text === undefined) return (this.notices.at(-1) ?? '') as never
    if (!this.mayManage()) throw new Error('only the owner or an admin can publish a notice')
    return void this.notices.push(text) as never
  }

  override async roomDel(_: string, person: string): Promise<void> {
    if (!this.mayManage()) throw new Error('you have no permission to remove a member')
    if (this.room.ownerId === person) throw new Error('the owner cannot be removed')
    if (!this.room.memberIdList.includes(person)) throw new Error(`${person} is not in the room`)
    this.leave(person, BOT)
  }

  join(person: string, name: string, inviterId: string, timestamp = Date.now()): void {
    this.mocker.createContact({ id: person, name, alias: '', type: 1 })
    this.room.memberIdList.push(person)
    this.emit('room-join', { inviteeIdList: [person], inviterId, roomId: ROOM, timestamp })
  }

  leave(person: string, removerId: string): void {
    this.slipsOut(person)
    this.emit('room-leave', { removeeIdList: [person], removerId, roomId: ROOM, timestamp: Date.now() })
  }

  /** Leaves, and nobody is told, as on WeChat. */
  slipsOut(person: string): void {
    this.room.memberIdList = this.room.memberIdList.filter((id) => id !== person)
  }

  override async messageRawPayload(id: string) {
    this.calls.push(`message ${id}`)
    return super.messageRawPayload(id)
  }

  override async roomMemberRawPayload(room: string, person: string) {
    this.calls.push('members')
    const payload = await super.roomMemberRawPayload(room, person)
    const roomAlias = this.cards.get(person)
    return { ...payload, ...(roomAlias ? { roomAlias } : {}) }
  }

  /** We come into a group that `by` runs. */
  bringsUs(id: string, topic: string, by: string): void {
    this.mocker.createRoom({ id, topic, ownerId: by, adminIdList: [], memberIdList: [by, BOT] })
    this.emit('room-join', { inviteeIdList: [BOT], inviterId: by, roomId: id, timestamp: Date.now() })
  }

  losesUs(id: string, by: string): void {
    const room = this.mocker.roomPayload(id)
    room.memberIdList = room.memberIdList.filter((each) => each !== BOT)
    this.emit('room-leave', { removeeIdList: [BOT], removerId: by, roomId: id, timestamp: Date.now() })
  }

  override async roomQuit(id: string): Promise<void> {
    this.losesUs(id, BOT)
  }

  invitesUs(invitation: string, room: string, topic: string, by: string): void {
    this.invitations.set(invitation, { room, topic, by })
    this.emit('room-invite', { roomInvitationId: invitation })
  }

  override async roomInvitationRawPayload(id: string) {
    const { topic, by } = this.invitations.get(id) ?? { topic: '追风二群', by: 'wxid_alice' }
    const rest = { avatar: '', invitation: 'i', memberCount: 3, memberIdList: [], receiverId: BOT }
    return { id, inviterId: by, topic, timestamp: Date.now(), ...rest } as never
  }

  override async friendshipRawPayload(id: string) {
    return { id, contactId: 'wxid_alice', type: 2, hello: '我是车主', timestamp: Date.now(), ticket: 't' } as never
  }

  override async friendshipAccept(id: string): Promise<void> {
    this.accepted.push(id)
  }

  override async roomInvitationAccept(id: string): Promise<void> {
    this.accepted.push(id)
    const invited = this.invitations.get(id)
    if (invited) this.bringsUs(invited.room, invited.topic, invited.by)
  }
}

/** A group with its owner, two members and the bot, which is an admin. */
export function createGroupPuppet(): GroupPuppet {
  const puppet = new GroupPuppet()
  for (const [id, name] of [
    [BOT, '管家'],
    ['wxid_owner', '群主老周'],
    ['wxid_alice', '阿丽'],
    ['wxid_bob', '小波'],
  ] as const)
    puppet.mocker.createContact({ id, name, alias: '', type: 1 })
  puppet.mocker.createRoom({
    id: ROOM,
    topic: '追风车友群',
    ownerId: 'wxid_owner',
    adminIdList: [BOT],
    memberIdList: ['wxid_owner', 'wxid_alice', 'wxid_bob', BOT],
  })
  puppet.mocker.createRoom({
    id: STAFF_ROOM,
    topic: '同事群',
    ownerId: 'wxid_owner',
    adminIdList: [],
    memberIdList: ['wxid_owner', BOT],
  })
  puppet.cards.set('wxid_bob', '追风车主小波')
  return puppet
}
