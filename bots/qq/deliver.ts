import type { After } from '../../src/kit/after.js'
import type { Log } from '../../src/kit/log.js'
import type { Action, Capability, Receipt, SayAction } from '../../src/message/index.js'
import type { QqConfig } from './config.js'
import { type Call, sayCall, toCall, toSegments } from './encode.js'
import type { Link } from './link.js'
import { failure, refusal, sent } from './receipt.js'
import type { Risk } from './risk.js'
import type { Roster } from './roster.js'
import type { Session } from './session.js'
import { split } from './split.js'
import { idOf, isGood } from './types.js'

interface DeliveryOptions {
  account: string
  /** What turns out not to be supported is taken out of it. */
  capabilities: Set<Capability>
  config: Pick<QqConfig, 'TEXT_LIMIT'>
  roster: Roster
  session: Session
  risk: Risk
  link: () => Link
  after: After
  chance: () => number
  log: Log
}

const bad = (reason: string): Receipt => ({ outcome: 'not_sent', reason, retry: false })
const later = (reason: string): Receipt => ({ outcome: 'not_sent', reason, retry: true })

/** Carries an action out. It never throws: what went wrong is in the receipt. */
export function createDelivery(options: DeliveryOptions): (action: Action) => Promise<Receipt> {
  const { account, capabilities, config, roster, session, risk, link, after, chance, log } = options

  async function call({ action, params, timeoutMs }: Call): Promise<Receipt> {
    try {
      const answer = await link().call(action, params, timeoutMs)
      if (isGood(answer)) return sent(answer)
      const receipt = refusal(answer)
      log.warn({ account, action, retcode: answer.retcode, receipt }, 'QQ refused')
      return receipt
    } catch (error) {
      return failure(error)
    }
  }

  /** Pieces of one text follow each other as somebody types who writes much. */
  const breathe = () => new Promise<void>((resolve) => void after(1_500 + Math.round(chance() * 1_500), resolve))

  async function say(action: SayAction): Promise<Receipt> {
    if (idOf(action.room.id) === undefined) return bad('unknown_room')
    const names = (room: string, person: string) => {
      const { card, nickname } = roster.member(room, person) ?? {}
      return [card, nickname, person].filter((name) => name !== undefined)
    }
    const pieces = split(toSegments(action, names), config.TEXT_LIMIT)
    if (!pieces.length) return bad('empty_text')
    const via = action.room.kind === 'private' ? roster.groupOf(action.room.id) : undefined
    let first: Receipt | undefined
    for (const piece of pieces) {
      if (first) await breathe()
      const receipt = await call(sayCall(action, piece, via))
      risk.take(receipt)
      if (receipt.outcome !== 'sent') return first ? { outcome: 'unknown', reason: 'partly_sent' } : receipt
      first ??= receipt
    }
    return first as Receipt
  }

  /** Some implementations refuse without a word; then the roster knows who had the right to what. */
  function explain(action: Action, receipt: Receipt): Receipt {
    if (receipt.outcome !== 'not_sent' || !receipt.reason.startsWith('refused_')) return receipt
    const mine = roster.member(action.room.id, account)?.role
    const theirs = 'person' in action ? roster.member(action.room.id, action.person)?.role : undefined
    const forbidden = mine === 'member' || theirs === 'owner' || (theirs === 'admin' && mine !== 'owner')
    return forbidden ? bad('not_admin') : receipt
  }

  async function carryOut(action: Action): Promise<Receipt> {
    if (action.type === 'say') return say(action)
    if (action.type === 'announce' && !capabilities.has('announce')) return say({ ...action, type: 'say' })
    const planned = toCall(action)
    if (!planned) return bad(action.type === 'recall' ? 'unknown_message' : 'unknown_room')
    const receipt = explain(action, await call(planned))
    if (action.type === 'announce' && receipt.outcome === 'not_sent' && receipt.reason === 'not_supported') {
      // Notices are an extension: without it the words still have to reach the group.
      capabilities.delete('announce')
      return say({ ...action, type: 'say' })
    }
    return receipt
  }

  return async (action) => {
    const state = session.state()
    if (state === 'degraded') return later('account_offline')
    if (state !== 'online') return later('offline')
    if (risk.isHeld()) return later('risk_control')
    try {
      return await carryOut(action)
    } catch (error) {
      log.error({ account, type: action.type, error }, 'a delivery went wrong')
      return { outcome: 'unknown', reason: 'internal' }
    }
  }
}
