import type { MemberSigns } from '../../../store/index.js'
import type { Ties } from './talk.js'

/** Ways to support the store; two of them are more than chance. */
const support = ({ signUps, votes, helped, referrals }: MemberSigns) =>
  [signUps > 0, votes > 0, helped >= 3, referrals > 0].filter(Boolean).length

/** In a small group three people are many, in a large one a twentieth, and ten are enough anywhere. */
const manyOf = (members: number) => Math.max(3, Math.min(10, Math.ceil(members / 20)))
const OFTEN = 5
const BROUGHT = 3

/** 高感度: supports the store in more than one way, and has no quarrel with it. */
export const isWarm = (signs: MemberSigns): boolean => support(signs) >= 2 && signs.troubles === 0

/** 高传播力: many answer or name them and they are often there, or they bring people. `members`: in the group. */
export const isInfluential = (signs: MemberSigns, members: number): boolean =>
  (signs.heardBy >= manyOf(members) && signs.days >= OFTEN) || signs.invited + signs.referrals >= BROUGHT

/** Replies and newcomers of each of these accounts; undefined for those who had none. */
export function signsInTalk({ talk, written }: Ties, accounts: ReadonlySet<string>) {
  const found = new Map<string, Record<'heardBy' | 'helped' | 'invited', Set<string>>>()
  const of = (account: string) => {
    const known = found.get(account) ?? { heardBy: new Set(), helped: new Set(), invited: new Set() }
    found.set(account, known)
    return known
  }
  for (const { by, isJoin, invitedBy, replyTo, mentions } of talk) {
    if (invitedBy && invitedBy !== by && accounts.has(invitedBy)) of(invitedBy).invited.add(by)
    if (isJoin || !accounts.has(by)) continue
    const answered = written.get(replyTo ?? '')
    for (const other of new Set([...(answered === undefined ? [] : [answered]), ...mentions])) {
      if (other === by || !accounts.has(other)) continue
      of(other).heardBy.add(by)
      of(by).helped.add(other)
    }
  }
  return (account: string): Pick<MemberSigns, 'heardBy' | 'helped' | 'invited'> | undefined => {
    const signs = found.get(account)
    return signs && { heardBy: signs.heardBy.size, helped: signs.helped.size, invited: signs.invited.size }
  }
}

/** Whoever stands out most comes first. */
export const strengthOf = ({ days, heardBy, helped, invited, signUps, votes, referrals }: MemberSigns): number =>
  days + 2 * heardBy + helped + 3 * invited + 2 * signUps + votes + 5 * referrals
