const UNDO = /^(?:撤销合并|取消合并|undo merge)\s*[#＃]?\s*(\d{1,6})[。!！～~\s]*$/i
const LIST = /^(?:合并记录|merges)[。!！～~\s]*$/i

/** `合并记录`, `撤销合并 3`. Null for everything else. */
export function readMergeCommand(said: string): { type: 'list' } | { type: 'undo'; code: number } | null {
  const text = said.trim()
  if (LIST.test(text)) return { type: 'list' }
  const [, code] = UNDO.exec(text) ?? []
  return code ? { type: 'undo', code: Number(code) } : null
}
