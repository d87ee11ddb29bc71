/** What is said about who follows which lead, and how all of them stand. */
export type DeskCommand =
  | { type: 'pass'; code: number; to: string }
  | { type: 'snooze'; code: number; when: string }
  | { type: 'handover'; from: string; to: string }
  | { type: 'summary' }
  /** Works on it together with whoever took it. */
  | { type: 'help'; code: number; who: string }
  | { type: 'visit'; code: number }
  /** Those who were lost, to be won back: for one reason, or all. */
  | { type: 'lost'; reason: string | null }

const NUMBER = '(?:线索|lead)?\\s*[#＃]?\\s*(\\d+)\\s*(?:号)?'
const END = '[。!！～~\\s]*$'
const PASS = new RegExp(`^(?:转给?|转交|pass)\\s*${NUMBER}\\s*(?:给|to\\s)?\\s*@?([^\\s\\d。!！～~]+)${END}`, 'i')
const SNOOZE = new RegExp(`^(?:稍后|晚点|snooze)\\s*${NUMBER}(?:[\\s:：，,]+(.+))?$`, 'i')
const HANDOVER = new RegExp(
  `^(?:交接|hand over)\\s*@?([^\\s，,]+)(?:\\s+(?:给|to)\\s*|\\s*[→>]\\s*)@?([^\\s。!！～~]+)${END}`,
  'i',
)
const HELP = new RegExp(`^(?:协作|一起跟|join)\\s*${NUMBER}\\s*@?([^\\s\\d。!！～~]+)${END}`, 'i')
const VISIT = new RegExp(`^(?:到店|来店|visited)\\s*${NUMBER}\\s*(?:了)?${END}`, 'i')
const LOST = /^(?:战败名单|流失名单|lost list)(?:\s+(.+))?$/i
const SUMMARY = /^(?:线索(?:汇总|看板|统计)|lead summary)$/i

/** `转 12 小赵`, `稍后 12 30分钟`, `交接 佳佳 给 小赵`, `线索汇总`, `协作 12 小赵`, `到店 12`, `战败名单 价格`. */
export function readDeskCommand(said: string): DeskCommand | null {
  const text = said.trim()
  if (SUMMARY.test(text)) return { type: 'summary' }
  const lost = LOST.exec(text)
  if (lost) return { type: 'lost', reason: lost[1]?.trim() ?? null }
  const [, joined, who] = HELP.exec(text) ?? []
  if (joined && who) return { type: 'help', code: Number(joined), who }
  const [, visited] = VISIT.exec(text) ?? []
  if (visited) return { type: 'visit', code: Number(visited) }
  const [, passed, to] = PASS.exec(text) ?? []
  if (passed && to) return { type: 'pass', code: Number(passed), to }
  const [, snoozed, when = ''] = SNOOZE.exec(text) ?? []
  if (snoozed) return { type: 'snooze', code: Number(snoozed), when: when.trim() }
  const [, from, heir] = HANDOVER.exec(text) ?? []
  return from && heir ? { type: 'handover', from, to: heir } : null
}
