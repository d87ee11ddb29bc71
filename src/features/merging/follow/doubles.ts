import { In } from 'typeorm'
import { CareNote, CustomerTag, Invitee, RadarEntry, Registration } from '../../../store/index.js'
import { folding, type Pair } from './fold.js'

/** A tag by hand stays when the rule behind the other one holds no longer. */
export const followTags = folding<CustomerTag>({
  entity: CustomerTag,
  same: ({ tag }) => tag,
  rank: ({ by }) => [Number(!by.startsWith('rule:'))],
})

const REGISTERED = ['cancelled', 'open', 'done'] satisfies Registration['state'][]

/** A customer has one registration: that which came further. What only the other one says is added. */
export const followRegistrations = folding<Registration>({
  entity: Registration,
  same: () => '',
  rank: ({ state, consentAt }) => [REGISTERED.indexOf(state), Number(consentAt !== null)],
  // Who gave up wanted nothing kept.
  unite: (stays, goes) =>
    goes.state === 'cancelled' ? {} : { answers: { ...goes.answers, ...stays.answers }, need: stays.need ?? goes.need },
})

const ANSWERED = ['open', 'maybe', 'declined', 'coming', 'came'] satisfies Invitee['state'][]

/**
 * In one plan somebody is called by one colleague: by whom they said most to — came, coming, declined, maybe — else by whoever
 * called last. All calls count.
 */
export const followInvitees = folding<Invitee>({
  entity: Invitee,
  same: ({ invitationId }) => invitationId,
  rank: ({ state, calledAt }) => [ANSWERED.indexOf(state), calledAt ?? 0],
  unite: (stays, goes) => ({
    calls: stays.calls + goes.calls,
    calledAt: Math.max(stays.calledAt ?? 0, goes.calledAt ?? 0) || null,
  }),
})

const foldRadar = folding<RadarEntry>({
  entity: RadarEntry,
  same: ({ month }) => month,
  rank: ({ score }) => [score],
})

/**
 * Whoever was told of as one of the two is nobody to compare with as the other: those entries of the control group go, of
 * whichever month. In one month the higher score stays.
 */
export async function followRadar(pair: Pair): Promise<void> {
  const { db, pen, keptId, mergedId } = pair
  const entries = await db.findBy(RadarEntry, { customerId: In([keptId, mergedId]) })
  const isTold = (id: string) => entries.some(({ customerId, arm }) => customerId === id && arm === 'told')
  for (const [one, other] of [
    [keptId, mergedId],
    [mergedId, keptId],
  ] as const)
    if (isTold(other))
      for (const entry of entries)
        if (entry.customerId === one && entry.arm === 'control') await pen.remove(RadarEntry, entry)
  await foldRadar(pair)
}

/** What care saw last is of whoever goes on. Who has no note is noted anew, and nothing is told of them as if it were new. */
export async function dropCareNote({ db, pen, mergedId }: Pair): Promise<void> {
  const note = await db.findOneBy(CareNote, { id: mergedId })
  if (note) await pen.remove(CareNote, note)
}
