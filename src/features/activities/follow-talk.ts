import { hearMember } from './hear-member.js'
import { hearStaff } from './hear-staff.js'
import type { Heard, Said, Talk, TalkSettings } from './talk.js'

/** An unanswered request is forgotten after this, in milliseconds. */
const PATIENCE = 36 * 3_600_000

/** Takes one message of a group into the talk: notices, sign-ups, and what staff answer. Pure. */
export function followTalk(talk: Talk, said: Said, settings: TalkSettings): Heard {
  const position = talk.position + 1
  const pending = talk.pending.filter((request) => said.at - request.at < PATIENCE)
  const heard = said.staff
    ? hearStaff({ ...talk, position, pending }, said, settings)
    : hearMember({ ...talk, position, pending }, said, settings)
  const about = Boolean(heard.announced || heard.staff || (heard.intent && heard.intent.type !== 'undecided'))
  const trail = [...talk.trail, { at: said.at, person: said.person, about }].slice(-15)
  return { ...heard, talk: { ...heard.talk, trail, ...(heard.activity && { focus: heard.activity }) } }
}
