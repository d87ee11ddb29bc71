/** What a member of staff says about a violation. */
export interface RuleCommand {
  type: 'undo' | 'confirm' | 'keep'
  code: number
}

const WORDS: readonly [RegExp, RuleCommand['type']][] = [
  [/^(?:误判|撤销|放过|undo|fine)\s*[#＃]?\s*(\d+)$/i, 'undo'],
  [/^(?:违规|处理|confirm)\s*[#＃]?\s*(\d+)$/i, 'confirm'],
  [/^(?:维持|keep)\s*[#＃]?\s*(\d+)$/i, 'keep'],
  [/^rules:keep:(\d+)$/, 'keep'],
  [/^rules:undo:(\d+)$/, 'undo'],
  [/^rules:confirm:(\d+)$/, 'confirm'],
]

/** `误判 12`, `违规 12`, `维持 12`, or the data of a button. */
export function readRuleCommand(said: string): RuleCommand | null {
  for (const [pattern, type] of WORDS) {
    const code = pattern.exec(said.trim())?.[1]
    if (code) return { type, code: Number(code) }
  }
  return null
}
