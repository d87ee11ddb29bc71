import type { INVITEE_STATES, LeadLevel } from '../../store/index.js'

/** What is said of invitation plans. */
export type InvitationCommand =
  | { type: 'list' }
  | { type: 'show'; code: number }
  | { type: 'close'; code: number }
  | { type: 'create'; title: string; levels: LeadLevel[]; names: string[] }
  | { type: 'call'; code: number; number: number; result: CallResult }

/** no_answer: called, and nobody picked up. */
export type CallResult = (typeof INVITEE_STATES)[number] | 'no_answer'

const LIST = /^(?:邀约计划|邀约列表|invitations)$/i
const CREATE = /^(?:邀约计划|invitation plan)\s+(\S+)\s+([habc](?:[\s、,，和]*[habc])*)\s*级?(?:\s+(.+))?$/i
const SHOW = /^(?:邀约|invitation)\s*[#＃]?(\d+)$/i
const CLOSE = /^(?:邀约|invitation)\s*[#＃]?(\d+)\s*(?:结束|close)$/i
const CALL = /^(?:邀约|invitation)\s*[#＃]?(\d+)\s*[-\s]\s*(\d+)\s*号?\s*(.+)$/i

/** The first that fits counts: 不来 before 来. */
const RESULTS: [RegExp, CallResult][] = [
  [/^(?:不来|来不了|不去|没空|不感兴趣|declined|not coming)/i, 'declined'],
  [/^(?:没接|没打通|无人接听|关机|no answer)/i, 'no_answer'],
  [/^(?:到了|到场|已到|来了|came)/i, 'came'],
  [/^(?:考虑|再说|看情况|不确定|maybe)/i, 'maybe'],
  [/^(?:会?来|要来|参加|确认|coming)/i, 'coming'],
]

/** `邀约计划`, `邀约计划 国庆团购 HA级 佳佳 小赵`, `邀约 3`, `邀约 3 5 会来`, `邀约 3 结束`. */
export function readInvitationCommand(said: string): InvitationCommand | null {
  const text = said.trim().replace(/[。!！～~]+$/, '')
  if (LIST.test(text)) return { type: 'list' }
  const [, shown] = SHOW.exec(text) ?? []
  if (shown) return { type: 'show', code: Number(shown) }
  const [, closed] = CLOSE.exec(text) ?? []
  if (closed) return { type: 'close', code: Number(closed) }
  const [, code, number, words = ''] = CALL.exec(text) ?? []
  const result = RESULTS.find(([pattern]) => pattern.test(words.trim()))?.[1]
  if (code && number && result) return { type: 'call', code: Number(code), number: Number(number), result }
  const [, title, levels = '', names = ''] = CREATE.exec(text) ?? []
  if (!title) return null
  const wanted = [...new Set(levels.toUpperCase().match(/[HABC]/g))] as LeadLevel[]
  return { type: 'create', title, levels: wanted, names: names.split(/[\s、,，@]+/).filter(Boolean) }
}
