import { newLead } from '../../../src/features/leads/new-lead.js'
import { createVault } from '../../../src/kit/crypto.js'
import type { Action } from '../../../src/message/index.js'
import { outboxItem } from '../../../src/outbox/index.js'
import type { Db } from '../../../src/store/index.js'
import * as rows from '../../../src/store/index.js'

export const vault = createVault(Buffer.alloc(32, 7))
export const NOW = 1_800_000_000_000
const PHONE = '13712345678'
const NAME = '周世杰'
const CARD = '追风车主-老周'
export const PLATE = '沪A88888'
const SENTENCE = '家里要添第二个孩子，想换大一点的'
/** None of it may be anywhere in the database afterwards. */
export const PLANTED = [PHONE, '137-1234-5678', NAME, CARD, PLATE, SENTENCE]

/** Tables whose words are the store's own, and those that hold ids and numbers only. */
export const NOT_THEIRS = [
  ...['ChannelAccount', 'AccountState', 'StaffAccount', 'InviteCode', 'KnowledgeEntry', 'OneTimeCode', 'WrongCode'],
  ...['EndedSession', 'SecondOpinion', 'PointAccount', 'PointEntry', 'Reward', 'Referral', 'Sanction', 'Rsvp'],
  ...['Poll', 'PollVote', 'Broadcast', 'BroadcastTarget', 'Activity', 'Contact'],
  ...['Invitation', 'Invitee', 'RadarEntry'],
]

/** Somebody with something in every table that knows anything about customers. Answers the tables. */
export async function plant(db: Db): Promise<string[]> {
  const filled: string[] = []
  const put = async <T extends { id: string }>(entity: new () => T, ...given: Partial<T>[]) => {
    filled.push(entity.name)
    for (const row of given) await db.insert(entity, row as never)
  }
  const at = NOW
  const sealed = { phone: vault.seal(PHONE), realName: vault.seal(NAME) }
  const member = { role: 'member' as const, staff: false, messages: 1, mutedUntil: null, customerId: 'c' }
  const here = { groupId: 'g', memberId: 'm', messageId: 'w' }
  await db.insert(rows.ChannelAccount, { id: 'a', channel: 'sandbox', account: 'a' })
  await db.insert(rows.StaffAccount, { id: 's', channel: 'sandbox', externalId: 'boss', name: '陈总', role: 'manager' })
  await put(
    rows.Group,
    ...(['owners', 'staff', 'private'] as const).map((kind) => ({
      ...{ id: kind[0] === 'o' ? 'g' : kind, accountId: 'a', kind, settings: {}, createdAt: at },
      ...{ externalId: kind === 'private' ? 'zhou' : kind, name: kind === 'private' ? CARD : kind },
    })),
  )
  await put(
    rows.Customer,
    { ...rows.NEW_CUSTOMER, id: 'c', displayName: CARD, createdAt: at, ...sealed, lostReason: SENTENCE },
    { ...rows.NEW_CUSTOMER, id: 'd', displayName: NAME, createdAt: at, mergedIntoId: 'c', ...sealed },
    { ...rows.NEW_CUSTOMER, id: 'e', displayName: '桃子', createdAt: at },
  )
  await db.update(rows.Customer, { id: 'c' }, { profile: { family: SENTENCE } })
  await put(rows.CustomerTag, { id: 't', customerId: 'c', tag: NAME, by: '陈总', at })
  await put(rows.Vehicle, { ...rows.NEW_VEHICLE, id: 'v', customerId: 'c', plate: vault.seal(PLATE), createdAt: at })
  await put(rows.VehicleFact, {
    id: 'f',
    vehicleId: 'v',
    kind: 'mileage',
    value: '1',
    at,
    state: 'said',
    basis: SENTENCE,
  })
  await put(
    rows.Setting as never,
    {
      key: 'customers.review',
      value: [{ customerId: 'c', name: CARD, from: null, to: 'A', score: 1, why: SENTENCE }],
    } as never,
  )
  await put(
    rows.Member,
    { ...member, id: 'm', groupId: 'g', externalId: 'zhou', nickname: '老周', card: CARD },
    { ...member, id: 'n', groupId: 'private', externalId: 'zhou', nickname: CARD, card: '' },
    {
      ...member,
      id: 'b',
      groupId: 'staff',
      externalId: 'boss',
      nickname: '陈总',
      card: '',
      staff: true,
      customerId: null,
    },
    { ...member, id: 'x', groupId: 'g', externalId: 'tao', nickname: '桃子', card: '', customerId: 'e' },
  )
  await put(rows.Registration, {
    id: 'r',
    customerId: 'c',
    state: 'done',
    answers: {},
    startedAt: at,
    need: vault.seal(SENTENCE),
  })
  const booked = { id: 'k', code: 1, memberId: 'm', service: '保养', wishedAt: at, exact: true, askedAt: at }
  await put(rows.ServiceBooking, { ...booked, wish: SENTENCE, state: 'open' })
  await put(rows.JoinRequest, {
    id: 'j',
    code: 1,
    groupId: 'g',
    memberId: 'm',
    request: 'q',
    answer: `${NAME} ${PHONE}`,
    askedAt: at,
    state: 'open',
  })
  const message = {
    type: 'message' as const,
    mode: 'live' as const,
    state: 'handled' as const,
    sentAt: at,
    receivedAt: at,
  }
  const sender = (id: string, card?: string) => ({
    room: { id: 'owners', kind: 'group' as const },
    sender: { id, nickname: card, card },
  })
  await put(
    rows.Message,
    { ...message, id: 'w', groupId: 'g', externalId: '1', text: `${SENTENCE} ${PHONE}`, details: sender('zhou', CARD) },
    { ...message, id: 'y', groupId: 'g', externalId: '2', text: `@${CARD} ${PHONE} 是你吗`, details: sender('tao') },
    {
      ...message,
      id: 'z',
      groupId: 'staff',
      externalId: '3',
      text: `客户 老周 喜好 找${NAME} 137-1234-5678`,
      details: sender('boss'),
    },
    { ...message, id: 'o', groupId: 'g', externalId: '4', text: '周末天气不错', details: sender('tao') },
  )
  await put(rows.Correction, {
    id: 'l',
    messageId: 'w',
    text: SENTENCE,
    about: 'leads',
    wrong: '',
    right: 'add_on',
    by: 'boss',
    at,
    model: '',
  })
  await put(rows.Understanding, {
    id: 'w',
    leads: 'add_on',
    topic: 'none',
    moderation: 'clean',
    scores: {},
    evidence: JSON.stringify([SENTENCE]),
    model: 'm',
  })
  await put(rows.Inquiry, { ...here, id: 'i', topic: 'price', quote: SENTENCE, state: 'open', askedAt: at })
  await put(rows.StaffPromise, {
    ...here,
    id: 'p',
    code: 1,
    staffId: 's',
    quote: SENTENCE,
    madeAt: at,
    dueAt: at,
    state: 'open',
  })
  await db.insert(rows.Activity, {
    ...{ id: 'ac', code: 1, groupId: 'g', key: 'k', title: '店庆', text: '周六店庆', announcement: {}, endsAt: at },
    ...{ state: 'open', announcedAt: at, plan: {} },
  })
  await put(rows.Arrival, {
    id: 'ar',
    activityId: 'ac',
    memberId: 'm',
    name: NAME,
    adults: 1,
    children: 0,
    at,
    by: '陈总',
  })
  const evidence = [{ messageId: 'w', at, quote: SENTENCE, score: 1 }]
  const lead = {
    id: 'lead',
    code: 1,
    customerId: 'c',
    groupId: 'g',
    memberId: 'm',
    kind: 'add_on' as const,
    level: 'H' as const,
  }
  await put(rows.Lead, newLead({ ...lead, score: 1, evidence, firstMessageAt: at, raisedAt: at, offeredTo: null }))
  const event = { leadId: 'lead', at, actor: 'boss' }
  await put(
    rows.LeadEvent,
    { ...event, id: 'h', type: 'contacted', details: { note: `${NAME}：${SENTENCE}`, next: at } },
    { ...event, id: 'hl', type: 'level', details: { from: 'A', to: 'H', reason: SENTENCE } },
    { ...event, id: 'hg', type: 'graded', details: { grade: 'A', from: 'H', to: 'H', reason: null } },
    { ...event, id: 'ho', type: 'lost', details: { reason: 'price' } },
  )
  await put(rows.Interest, { id: 'in', memberId: 'm', kind: 'add_on', score: 1, updatedAt: at, evidence })
  await put(rows.Violation, {
    ...here,
    id: 'vi',
    code: 1,
    pieces: null,
    rule: 'ad',
    quote: SENTENCE,
    score: 1,
    at,
    expiresAt: at,
    state: 'standing',
    appeal: SENTENCE,
  })
  const hit = { messageId: 'w', at, name: CARD, rule: 'ad' as const, quote: SENTENCE, score: 1, right: null }
  await put(rows.RuleReplay, { id: 're', groupId: 'g', at, days: 1, messages: 1, hits: [hit], misses: [hit] })
  const said = { at, account: 'zhou', name: CARD, quote: SENTENCE }
  await put(rows.Incident, {
    id: 'inc',
    code: 1,
    groupId: 'g',
    timeline: [said, { ...said, account: 'tao', name: '桃子', quote: '我也是' }],
    openedAt: at,
    state: 'closed',
  })
  await put(rows.GroupTalk, {
    id: 'g',
    talk: { pending: [{ person: 'm', name: '老周', intent: 'join' }], trail: [], position: 1 },
  })
  await db.insert(rows.PointAccount, { id: 'pa', key: 'c', customerId: 'c', balance: 5, createdAt: at })
  await db.insert(rows.PointAccount, { id: 'pb', key: 'gifts', customerId: null, balance: -5, createdAt: at })
  await put(rows.PointTransfer, {
    id: 'pt',
    code: 1,
    key: 'hand',
    reason: 'by_hand',
    at,
    actor: 'boss',
    note: `${NAME} ${SENTENCE}`,
  })
  await db.insert(rows.PointEntry, { id: 'pe', transferId: 'pt', accountId: 'pa', amount: 5 })
  await put(rows.Voucher, {
    id: 'vo',
    customerId: 'c',
    name: '保养券',
    code: vault.seal('x'),
    fingerprint: 'x',
    state: 'open',
    issuedAt: at,
  })
  await put(rows.Job, {
    id: 'jo',
    task: 'x',
    payload: { name: NAME, phone: PHONE },
    runAt: at,
    state: 'done',
    attempts: 1,
  })
  await put(rows.AuditEntry, {
    id: 'au',
    at,
    actor: 'bot',
    what: 'activities.join',
    messageId: 'w',
    details: { quote: SENTENCE, lead: 'lead' },
  })
  const say = (id: string, text: string, key: string, room = 'staff', messageId?: string) =>
    outboxItem({
      id,
      accountId: 'a',
      action: { type: 'say', room: { id: room, kind: 'group', name: room }, text } as Action,
      priority: 'reply',
      dedupeKey: key,
      now: at,
      lifetime: 1,
      messageId,
    })
  await put(
    rows.OutboxItem,
    { ...say('o1', SENTENCE, 'a', 'staff', 'w'), state: 'sent' },
    { ...say('o2', SENTENCE, 'leads:card:lead:1'), state: 'sent' },
    { ...say('o3', `老周说：${SENTENCE}`, 'digest'), state: 'sent' },
    { ...say('o4', SENTENCE, 'care', 'zhou'), state: 'waiting' },
    { ...say('o5', '周六店庆', 'broadcast'), state: 'waiting' },
  )
  return filled
}
