import { MoreThan } from 'typeorm'
import { DAY } from '../../kit/clock.js'
import type { Vault } from '../../kit/crypto.js'
import { Customer, CustomerMatch, lock } from '../../store/index.js'
import { may } from '../permissions.js'
import { refuse } from '../refuse.js'
import { type Batch, type Step, said, type Turn } from '../step.js'
import { riskOf } from './facts.js'
import { askStaff } from './match.js'
import { type MatchWords, readMatchWords } from './match-command.js'
import { MERGE_LOCK, type Merge } from './merge.js'

/** After this 是我 is talk again. */
const ANSWER_WITHIN = 3 * DAY

function wordsOf(turn: Turn): MatchWords | null {
  const { mode, staff, group, member } = turn
  if (mode !== 'live') return null
  const words = readMatchWords(said(turn))
  if (!words) return null
  if (words.who === 'staff') return staff && group.kind !== 'owners' ? words : null
  return !staff && group.kind === 'private' && member.customerId ? words : null
}

/**
 * 是我本人 by a member, 同一位 5 by a colleague. It decides before the other steps look at the people of the batch, since it
 * changes who they are.
 */
export const createMatchStep =
  (vault: Vault, merge: Merge): Step =>
  async (batch) => {
    for (const turn of batch.turns) {
      const words = wordsOf(turn)
      const text = words && (await answer(batch, turn, words, { vault, merge }))
      if (text) turn.replies.push({ rank: 0, text })
      // It is dealt with: no colleague has to hear of it.
      if (text) turn.meaning = null
    }
    return (_turn, next) => next()
  }

interface Tools {
  vault: Vault
  merge: Merge
}

async function answer(batch: Batch, turn: Turn, words: MatchWords, tools: Tools): Promise<string | null> {
  const { db, say } = batch
  const isStaff = words.who === 'staff'
  if (isStaff && !may(turn.staff, 'customers.merge')) return refuse(batch, turn, { needs: 'customers.merge' })
  await lock(db, [MERGE_LOCK])
  const match = await db.findOne(CustomerMatch, {
    where: {
      ...(words.code !== null && { code: words.code }),
      ...(isStaff
        ? {}
        : {
            customerId: turn.member.customerId as string,
            state: 'asked',
            askedAt: MoreThan(turn.now - ANSWER_WITHIN),
          }),
    },
    relations: { customer: true, known: true },
    order: { code: 'DESC' },
  })
  if (!match?.customer || !match.known) return isStaff ? say('merging.no_match') : null
  const over = match.state === 'same' || match.state === 'other'
  const gone = [match.customer, match.known].some(
    ({ mergedIntoId, erasedAt }) => mergedIntoId !== null || erasedAt !== null,
  )
  if (over || gone) return say(isStaff ? 'merging.match_over' : 'merging.thanks', { code: match.code })
  const settle = (state: CustomerMatch['state']) =>
    batch.writes.change(CustomerMatch, match.id, { state, decidedBy: turn.staff?.name ?? 'member' })
  if (!words.same) {
    settle('other')
    batch.audit(turn, 'merging.denied', { match: match.id })
    if (isStaff) return say('merging.kept_apart', { code: match.code })
    // It is somebody else's.
    if (match.customer.phoneFingerprint === match.known.phoneFingerprint)
      batch.writes.change(Customer, match.customerId, { phone: null, phoneFingerprint: null })
    return say('merging.not_mine')
  }
  if (!isStaff && Object.values(await riskOf(db, match.known)).includes(true)) {
    // Things changed since they were asked.
    batch.writes.change(CustomerMatch, match.id, { state: 'told' })
    await askStaff(db, { ids: batch.ids, say, now: turn.now, vault: tools.vault }, match, match.customer, match.known)
    return say('merging.thanks')
  }
  const { merge } = await tools.merge({ ...batch, now: turn.now }, match.customer, match.known, 'phone')
  settle('same')
  batch.audit(turn, 'merging.matched', { match: match.id, merge: merge.id })
  const about = { code: merge.code, name: match.customer.displayName, known: match.known.displayName }
  const linked = say('merging.linked', about)
  if (isStaff) return linked
  batch.tellStaff(turn, linked, { dedupe: `merging:linked:${match.id}` })
  return say('merging.thanks')
}
