/** What a member of staff says about a promise. Without a code it is their only open one. */
export interface PromiseCommand {
  type: 'list' | 'kept' | 'dropped'
  code: number | null
}

const LIST = /^(?:我的)?(?:承诺|待办)(?:列表|清单)?$|^promises$/i
const KEPT = /^(?:已办|办好了?|办完了?|承诺已办|kept)\s*[#＃]?\s*(\d+)?[。!！～~]*$/i
const DROPPED = /^(?:不用办了?|承诺取消|drop)\s*[#＃]?\s*(\d+)[。!！～~]*$/i
const BUTTON = /^promise:(kept|dropped):(\d+)$/

/** `承诺`, `已办 5`, `不用办 5`, or the data of a button. */
export function readPromiseCommand(said: string): PromiseCommand | null {
  const text = said.trim()
  const [, pressed, code] = BUTTON.exec(text) ?? []
  if (pressed) return { type: pressed as 'kept' | 'dropped', code: Number(code) }
  if (LIST.test(text)) return { type: 'list', code: null }
  const kept = KEPT.exec(text)
  if (kept) return { type: 'kept', code: kept[1] ? Number(kept[1]) : null }
  const dropped = DROPPED.exec(text)
  return dropped ? { type: 'dropped', code: Number(dropped[1]) } : null
}
