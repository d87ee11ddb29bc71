import { HOUR } from '../../kit/clock.js'
import type { Vault } from '../../kit/crypto.js'
import type { OneTimeCode } from '../../store/index.js'
import { hideWords } from '../hide-words.js'
import { roomOf, type Step, said, type Turn } from '../step.js'
import { bind } from './bind.js'
import { accountIn, answer, countWrong, type Desk, type Heard, type MergeCustomers, openDesk, spend } from './desk.js'
import { flawOf, mustWait } from './judge.js'
import { link, offerLink } from './link.js'
import { offerLogin } from './log-in.js'
import { type IdentityWords, readIdentityWords } from './words.js'

/**
 * 绑定, 关联账号 and 登录: a code proves whose account it is. It decides before the other steps look at the people of the
 * batch, since it changes who they are.
 */
export const createIdentityStep =
  (vault: Vault, merge: MergeCustomers): Step =>
  async (batch) => {
    const heard = batch.turns.flatMap((turn): Heard[] => {
      const words = turn.mode === 'live' && turn.event.type === 'message' ? readIdentityWords(said(turn)) : null
      return words ? [{ turn, words }] : []
    })
    if (heard.length) {
      const desk = await openDesk(batch, { vault, merge }, heard)
      for (const { turn, words } of heard) {
        const text = words.type === 'code' ? await hearCode(desk, turn, words) : OFFERS[words.type](desk, turn)
        if (text) turn.replies.push({ rank: 0, text, secret: words.type !== 'code' })
      }
    }
    return (_turn, next) => next()
  }

const OFFERS = { link: offerLink, login: offerLogin } as const

async function hearCode(
  desk: Desk,
  turn: Turn,
  { code: typed, named }: IdentityWords & { type: 'code' },
): Promise<string | null> {
  const { kind } = turn.group
  const fingerprint = desk.vault.fingerprint(typed)
  const code = desk.codes.find((each) => each.fingerprint === fingerprint)
  // Part numbers look like codes: what is none, and was not called one, stays what it is.
  if (!named && !code && kind !== 'private') return null
  if (named || code) hideWords(desk.batch, turn, '****-****')
  const inStaffRoom = kind === 'staff' && (!code || code.purpose === 'staff')
  if (kind !== 'private' && !inStaffRoom) return refuseInPublic(desk, turn, code)
  if (mustWait(desk.wrong, accountIn(turn), turn.now)) return answer(desk, 'too_often')
  const flaw = flawOf(code, turn.now)
  if (!code || flaw) {
    countWrong(desk, turn, flaw ?? 'unknown')
    return answer(desk, `flaw_${flaw ?? 'unknown'}`)
  }
  if (code.purpose === 'login') return answer(desk, 'login_elsewhere')
  return code.purpose === 'staff' ? bind(desk, turn, code) : link(desk, turn, code)
}

/** Whoever reads along could use it: a code that was shown in a group is no good any more. */
function refuseInPublic(desk: Desk, turn: Turn, code: OneTimeCode | undefined): string {
  const { batch } = desk
  if (!code || flawOf(code, turn.now)) return answer(desk, 'in_private')
  spend(desk, code, 'void')
  batch.audit(turn, 'identity.exposed', { code: code.id })
  if (turn.can('recall')) {
    const action = { type: 'recall' as const, room: roomOf(turn.group), messageId: turn.event.id }
    const dedupe = `identity:recall:${turn.messageId}`
    batch.send(turn, turn.group, action, { priority: 'rule', dedupe, lifetime: HOUR })
  }
  if (code.purpose === 'staff') {
    const text = batch.say('identity.exposed_told', { name: code.name ?? '', group: turn.group.name })
    batch.tellStaff(turn, text, { dedupe: `identity:exposed:${code.id}` })
  }
  return answer(desk, 'exposed')
}
