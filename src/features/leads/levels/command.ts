const HISTORY = /^(?:级别记录|level history)\s*(?:线索|lead)?\s*[#＃]?\s*(\d+)\s*(?:号)?[。!！～~\s]*$/i

/** `级别记录 12`: the number of the lead. */
export function readLevelCommand(said: string): { code: number } | null {
  const [, code] = HISTORY.exec(said.trim()) ?? []
  return code ? { code: Number(code) } : null
}
