import { createVault } from '../../../src/kit/crypto.js'
import type { Db } from '../../../src/store/index.js'
import * as rows from '../../../src/store/index.js'
import {
  CARD,
  NAME,
  NOW,
  PHONE,
  PLATE,
  type Put,
  plantGroupTalk,
  plantLeads,
  plantMessages,
  plantOutbox,
  SENTENCE,
} from './planted-talk.js'

export const vault = createVault(Buffer.alloc(32, 7))
/** None of it may be anywhere in the database afterwards. */
export const PLANTED = [PHONE, '137-1234-5678', NAME, CARD, PLATE, SENTENCE]

/** Tables whose words are the store's own, and those that hold ids and numbers only. */
export const NOT_THEIRS = [
  ...['ChannelAccount', 'AccountState', 'StaffAccount', 'InviteCode', 'KnowledgeEntry', 'OneTimeCode', 'WrongCode'],
  ...['EndedSession', 'SecondOpinion', 'PointAccount', 'PointEntry', 'Reward', 'Referral', 'Sanction', 'Rsvp'],
  ...['Poll', 'PollVote', 'Broadcast', 'BroadcastTarget', 'Activity', 'Contact'],
  ...['Invitation', 'Invitee', 'RadarEntry', 'GroupDay', 'MemberMark', 'CustomerMatch', 'CareNote'],
]

/** Somebody with something in every table that knows anything about customers. Answers the tables. */
export async function plant(db: Db): Promise<string[]> {
  const filled: string[] = []
  const put: Put = async (entity, ...given) => {
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
    ...{ id: 'f', vehicleId: 'v', kind: 'mileage', value: '1', at, state: 'said', basis: SENTENCE },
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
  const registration = {
    id: 'r2',
    customerId: 'd',
    state: 'done',
    answers: {},
    startedAt: at,
    need: vault.seal(SENTENCE),
  }
  await put(rows.CustomerMerge, {
    ...{ id: 'cm', code: 1, keptId: 'c', mergedId: 'd', at, way: 'code' },
    moved: { removed: [{ table: 'registrations', row: registration }] } as never,
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
  await plantMessages(put)
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
  await plantLeads(put)
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
  await plantGroupTalk(put)
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
  await plantOutbox(put)
  return filled
}
