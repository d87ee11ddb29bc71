/** What is said about who follows which lead, and how all of them stand. */
export type DeskCommand =
  | { type: 'pass'; code: number; to: string }
  | { type: 'snooze'; code: number; when: string }
  | { type: 'handover'; from: string; to: string }
  | { type: 'summary' }

const NUMBER = '(?:线索|lead)?\\s*[#＃]?\\s*(\\d+)\\s*(?:号)?'
const END = '[。!！～~\\s]*$'
const PASS = new RegExp(`^(?:转给?|转交|pass)\\s*${NUMBER}\\s*(?:给|to\\s)?\\s*@?([^\\s\\d。!！～~]+)${END}`, 'i')
const SNOOZE = new RegExp(`^(?:稍后|晚点|snooze)\\s*${NUMBER}(?:[\\s:：，,]+(.+))?$`, 'i')
const HANDOVER = new RegExp(
  `^(?:交接|hand over)\\s*@?([^\\s，,]+)(?:\\s+(?:给|to)\\s*|\\s*[→>]\\s*)@?([^\\s。!！～~]+)${END}`,
  'i',
)
const SUMMARY = /^(?:线索(?:汇总|看板|统计)|lead summary)$/i

/** `转 12 小赵`, `稍后 12 30分钟`, `交接 佳佳 给 小赵`, `线索汇总`. */
export function readDeskCommand(said: string): DeskCommand | null {
  const text = said.trim()
  if (SUMMARY.test(text)) return { type: 'summary' }
  const [, passed, to] = PASS.exec(text) ?? []
  if (passed && to) return { type: 'pass', code: Number(passed), to }
  const [, snoozed, when = ''] = SNOOZE.exec(text) ?? []
  if (snoozed) return { type: 'snooze', code: Number(snoozed), when: when.trim() }
  const [, from, heir] = HANDOVER.exec(text) ?? []
  return from && heir ? { type: 'handover', from, to: heir } : null
}
