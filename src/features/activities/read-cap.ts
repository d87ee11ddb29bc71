import { LARGE_NUMBER, readNumber } from '../../kit/chinese/number.js'

const CARS = '台车?|辆车?|部车|车|组家庭|个家庭|组|户家庭|户|家庭|家'
const PEOPLE = '个人|人|位|名|个名额|个'
const COUNT = `(${LARGE_NUMBER})\\s*(?:(${CARS})|(${PEOPLE}))`
const PATTERNS = [
  `(?:名额|人数|席位|规模|限额)\\s*[:：]?\\s*(?:仅限|限量|仅有|仅|只有|就|共计|共|限|有限|为|是|控制在|[,，]|\\s){0,3}\\s*${COUNT}`,
  `(?<!每[车家组户人]?)(?:仅限|限额|限制|限招|限|最多|上限|满|只收|只招|只接|仅收|招募|招|一共|共)\\s*(?:前)?\\s*${COUNT}(?:\\s*(?:名额|封顶|为限|截止|即止|满员|参加|报名|先到))?`,
  `前\\s*${COUNT}(?![^\\n。；;!！]{0,10}(?:送|赠|礼|免|享|优惠|另|加赠))`,
  `${COUNT}\\s*(?:为限|封顶|满员|就截止|即止|以内|名额|满额)`,
].map((source) => new RegExp(source, 'g'))

/** Reads the seats of a notice: 名额18台车, 限30人, 前20组家庭. Per-car limits (每车限4人) are none. */
export function readCap(folded: string): { cars?: number; people?: number } | undefined {
  const cap: { cars?: number; people?: number } = {}
  for (const pattern of PATTERNS) {
    for (const found of folded.matchAll(pattern)) {
      const before = folded.slice(Math.max(0, found.index - 8), found.index)
      if (/每[车家组户人个单台]?[^\n,，。;；]{0,6}$|(?:成人|满|滿|全程|单程)$/.test(before)) continue
      if (
        /(?:^|[^限名额])(?:满)/.test(found[0]) &&
        /满\s*\d+\s*(?:人|个人)(?:成|发|开)/.test(folded.slice(found.index))
      )
        continue
      const many = readNumber(found[1] ?? '')
      if (!(many >= 2 && many <= 2000)) continue
      if (found[2]) cap.cars ??= many
      else cap.people ??= many
    }
  }
  return cap.cars === undefined && cap.people === undefined ? undefined : cap
}
