import { foldText } from '../../kit/chinese/fold-text.js'
import { namedActivity, namesAnother } from './activity-keywords.js'
import { readChain } from './read-chain.js'
import { readParty } from './read-party.js'
import { readAdd, readChange, readRestore } from './rsvp-changing.js'
import type { OpenActivity, Reading, RsvpContext, RsvpIntent, RsvpRule } from './rsvp-intent.js'
import { readJoin } from './rsvp-joining.js'
import { readCancel, readReduce, readUndecided } from './rsvp-leaving.js'
import { LIST, OTHER_BUSINESS, QUESTION, SEATS } from './rsvp-words.js'
import { stripQuotes } from './strip-quotes.js'

const SIGN_UP_WORDS = /报|名额|名单|[占留]|[大小]|成人|儿童|孩|娃/

/** Questions come after the sign-ups: 还有名额吗？2大1小 asks and signs up at once. */
const readQuestion: RsvpRule = ({ folded, about, party, business }) => {
  if (folded.trim().length > 40 || business) return undefined
  const list = LIST.exec(folded)
  if (list && (about || /报名|名单/.test(folded))) return { type: 'list', confidence: 0.8, quote: list[0] }
  const seats = SEATS.exec(folded)
  if (seats && !party && QUESTION.test(folded) && (about || /报名|名额/.test(folded)))
    return { type: 'seats', confidence: 0.8, quote: seats[0] }
  return undefined
}

/** A list that is asked for with no word of oneself. */
const readListFirst: RsvpRule = (reading) => (reading.party ? undefined : readQuestion(reading))

/** The order is the meaning: what changes less may not be read before what changes more. */
const RULES: RsvpRule[] = [
  readListFirst,
  readRestore,
  readUndecided,
  readReduce,
  readChange,
  readCancel,
  readAdd,
  readJoin,
  readQuestion,
]

/**
 * Reads what a member wants with regard to the activities that are open in the group. Null for everything else,
 * which includes restating what is signed up already.
 * @param text the message as written; quotes of other messages in it are left out of account.
 */
export function readRsvp(text: string, context: RsvpContext): RsvpIntent | null {
  if (!context.open.length) return null
  const spoken = stripQuotes(text)
  const folded = foldText(spoken)
  const lines = readChain(spoken)
  const named = namedActivity(folded, context.open)
  const activity = named && { activity: named.activity.title }
  if (lines)
    return { type: 'chain', lines, confidence: 0.9, evidence: [spoken.trim().split('\n')[0] ?? ''], ...activity }
  if (folded.length > 300 || (namesAnother(folded, context.open) && !named?.strong)) return null
  const replied = context.repliedTo !== undefined && /报名|活动|名额|登记|人|大|位/.test(context.repliedTo)
  const about =
    named?.strong === true || context.recentlyAboutActivity === true || replied || /报名|接龙|活动/.test(folded)
  const signed = context.current?.state === 'signed' || context.current?.state === 'waiting'
  // Most talk ends here, before anything expensive: nobody's seat, no activity around, none of its words.
  if (!about && !named && !context.current && !context.repliedTo && !SIGN_UP_WORDS.test(folded)) return null
  const reading: Reading = {
    text: spoken,
    folded,
    party: readParty(folded),
    context,
    named: named?.strong === true,
    sameDay: named !== undefined,
    business: OTHER_BUSINESS.test(withoutActivity(folded, context.open)),
    about,
    signed,
  }
  for (const rule of RULES) {
    const answer = rule(reading)
    if (answer === null) return null
    if (!answer) continue
    const { quote, ...intent } = answer
    return { ...intent, evidence: quote ? [quote.trim()] : [], ...activity }
  }
  return null
}

/** 试驾会报名: the name of the activity is not what else the member wants. */
function withoutActivity(folded: string, open: OpenActivity[]): string {
  let rest = folded
  for (const word of open.flatMap(({ title, keywords }) => [foldText(title), ...keywords]))
    rest = rest.replaceAll(word, ' ')
  return rest
}
