import type { Say } from '../kit/texts.js'
import type { MemberSigns } from '../store/index.js'

/** By what somebody stands out. */
const SIGNS = {
  warm: ['signUps', 'votes', 'helped', 'referrals'],
  influential: ['heardBy', 'days', 'invited', 'referrals'],
} as const

/** 报名 2 次、投票 1 次: the evidence for a mark. */
export const markWords = (say: Say, signs: MemberSigns, mark: keyof typeof SIGNS): string =>
  SIGNS[mark]
    .flatMap((sign) => (signs[sign] ? [say(`groups.sign.${sign}`, { number: signs[sign] })] : []))
    .join(say('groups.and'))
