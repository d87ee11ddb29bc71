/** Signs that people put between the characters of a word to hide it: space . - _ * / | ~ # ^ = and the like. */
const SEPARATORS = new Uint8Array(0x10000)
for (const sign of ' .-_*/|~#^=`\'"•◆★☆♥❤') SEPARATORS[sign.charCodeAt(0)] = 1
const SHORTEST_WORD = 3
/** Between three characters stand two separators: a text with fewer spells nothing out. */
export const FEWEST_SEPARATORS = SHORTEST_WORD - 1
const SHORTEST_NUMBER = 5

/**
 * Join in place what is spelled out character by character: 刷.单.员, 1 3 8 0. Every element of the run is one
 * character, and separators stand between all of them; three Chinese characters or five digits make a run.
 * Returns how many runs were joined.
 */
export function joinSpelledOut(units: number[], starts: number[], ends: number[]): number {
  let joined = 0
  for (let round = 0; round < 8; round++) {
    const runs = joinOnce(units, starts, ends)
    if (runs === 0) break
    joined += runs
  }
  return joined
}

function joinOnce(units: number[], starts: number[], ends: number[]): number {
  const length = units.length
  let runs = 0
  let kept = 0
  let at = 0
  while (at < length) {
    const end = isSeparator(units[at + 1]) && !isWord(units[at - 1]) ? runEnd(units, at) : at
    const joins = end > at
    for (const stop = joins ? end : at + 1; at < stop; at++) {
      if (joins && isSeparator(units[at])) continue
      units[kept] = units[at]!
      starts[kept] = starts[at]!
      ends[kept] = ends[at]!
      kept++
    }
    if (joins) runs++
  }
  units.length = starts.length = ends.length = kept
  return runs
}

/** End of the run that begins at `at`, or `at` when there is none worth joining. */
function runEnd(units: number[], at: number): number {
  let han = 0
  let digits = 0
  let end = at
  let next = at
  while (next < units.length && isWord(units[next]) && !isWord(units[next + 1])) {
    if (isHan(units[next]!)) han++
    else digits++
    end = next + 1
    next = end
    while (next < units.length && next - end < 2 && isSeparator(units[next])) next++
    if (next === end) break
  }
  return han >= SHORTEST_WORD || digits >= SHORTEST_NUMBER ? end : at
}

/** 1 for a separator, 0 for anything else. */
export function isSeparator(unit: number | undefined): number {
  return unit === undefined ? 0 : SEPARATORS[unit]!
}

function isHan(unit: number): boolean {
  return unit >= 0x3400 && unit <= 0x9fff
}

export function isWord(unit: number | undefined): boolean {
  return unit !== undefined && (isHan(unit) || (unit >= 0x30 && unit <= 0x39))
}
