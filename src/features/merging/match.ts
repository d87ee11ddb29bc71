import { DAY } from '../../kit/clock.js'
import { maskPhone, type Vault } from '../../kit/crypto.js'
import {
  Customer,
  CustomerMatch,
  createCodes,
  type Db,
  type Group,
  type Job,
  lock,
  OutboxItem,
  Writes,
  writeRows,
} from '../../store/index.js'
import { groupItem } from '../group-item.js'
import type { JobDeps } from '../job-deps.js'
import { namesOf } from '../named-customers.js'
import type { PhoneLeft } from '../phone-left.js'
import { roomOf } from '../step.js'
import { tellStaffRooms } from '../tell-staff.js'
import { othersBy, riskOf, roomToAsk } from './facts.js'
import { judgeMatch, type MatchFacts } from './judge.js'
import { MERGE_LOCK, type Merge } from './merge.js'

export interface MatchDeps extends JobDeps {
  vault: Vault
  merge: Merge
}

/** A number was left that another customer is known by: links them, asks the member, or has a colleague decide. */
export async function matchPhone(deps: MatchDeps, payload: Job['payload']): Promise<void> {
  const { customerId, how, namePrint } = payload as unknown as PhoneLeft
  const { store, ids, now } = deps
  await store.transaction(async (db) => {
    await lock(db, [MERGE_LOCK])
    const own = await db.findOneBy(Customer, { id: customerId })
    if (!own || own.mergedIntoId !== null || own.erasedAt !== null) return
    const others = await othersBy(db, own)
    const nextCode = await createCodes(db, CustomerMatch)
    for (const known of others) {
      // Each pair is asked about once.
      if (await db.existsBy(CustomerMatch, { customerId: own.id, knownId: known.id })) continue
      const room = await roomToAsk(db, own.id, now)
      const name = compare(namePrint ?? own.realNameFingerprint, known.realNameFingerprint)
      const facts = { how, name, several: others.length > 1, canAsk: room !== null, ...(await riskOf(db, known)) }
      const way = judgeMatch(facts)
      const match = {
        ...{ id: ids(), code: nextCode(), customerId: own.id, knownId: known.id, askedAt: now, decidedBy: null },
        state: way === 'ask' ? ('asked' as const) : ('told' as const),
      }
      await db.insert(CustomerMatch, match)
      if (way === 'link') await linkNow(db, deps, match, own, known)
      else if (way === 'ask' && room) await askMember(db, deps, match, room, own)
      else await askStaff(db, deps, match, own, known)
    }
  })
}

const compare = (said: string | null, onFile: string | null): MatchFacts['name'] =>
  said === null || onFile === null ? 'unknown' : said === onFile ? 'same' : 'other'

type Open = Pick<CustomerMatch, 'id' | 'code'>

async function linkNow(db: Db, deps: MatchDeps, match: Open, own: Customer, known: Customer): Promise<void> {
  const { ids, now, say, merge } = deps
  const names = await namesOf(db, [own.id, known.id])
  const writes = new Writes()
  const done = await merge({ db, ids, say, writes, turns: [], now }, own, known, 'phone')
  writes.change(CustomerMatch, match.id, { state: 'same', decidedBy: 'member' })
  await writes.flush(db)
  const text = say('merging.linked', { name: names.get(own.id), known: names.get(known.id), code: done.merge.code })
  await tellStaffRooms(db, { text, dedupe: `merging:linked:${match.id}`, now, ids })
}

/** It is not said that the number is known, nor whose it is. */
async function askMember(db: Db, deps: MatchDeps, match: Open, room: Group, own: Customer): Promise<void> {
  const { ids, now, say, dealer } = deps
  const text = say('merging.ask', { phone: masked(own, deps.vault) })
  const buttons = [
    { label: say('merging.button_me'), data: `match:me:${match.code}` },
    { label: say('merging.button_not_me'), data: `match:not_me:${match.code}` },
  ]
  const item = groupItem(room, dealer.zone, {
    ...{ id: ids(), priority: 'reply', now, lifetime: DAY, dedupeKey: `merging:ask:${match.id}` },
    action: { type: 'say', room: roomOf(room), text, buttons },
  })
  await writeRows(db, OutboxItem, [item], 'ignore')
}

export async function askStaff(
  db: Db,
  deps: Pick<MatchDeps, 'ids' | 'say' | 'now' | 'vault'>,
  { id, code }: Open,
  own: Customer,
  known: Customer,
): Promise<void> {
  const { ids, now, say } = deps
  const names = await namesOf(db, [own.id, known.id])
  const about = { code, name: names.get(own.id), known: names.get(known.id), phone: masked(own, deps.vault) }
  const buttons = [
    { label: say('merging.button_same'), data: `match:same:${code}` },
    { label: say('merging.button_apart'), data: `match:other:${code}` },
  ]
  await tellStaffRooms(db, { text: say('merging.person', about), dedupe: `merging:person:${id}`, now, ids, buttons })
}

const masked = ({ phone }: Customer, vault: Vault) => (phone ? maskPhone(vault.open(phone)) : '—')
