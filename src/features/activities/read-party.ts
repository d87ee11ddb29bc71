import { blank } from '../../kit/chinese/fold-text.js'
import { NUMBER, readNumber } from '../../kit/chinese/number.js'
import { CHILD_WORD, PET } from './people-words.js'
import { readCompany } from './read-company.js'

/** How many people a message names. */
export interface Party {
  adults: number
  children: number
  /**
   * What the figures stand on: `split` 2大1小, `heads` 3个人, `family` 一家三口, `company` 我和老婆, `couple` 我们俩,
   * `plus` +2, `bare` 报2, `kids` 带两个娃 (one
   * grown-up assumed).
   */
  how: 'split' | 'heads' | 'family' | 'company' | 'couple' | 'plus' | 'bare' | 'kids'
  /** Words of the folded text, which has the offsets of the original. */
  start: number
  end: number
  /** 0 to 1: how sure the split into grown-ups and children is. */
  sure: number
  /** False where only companions are named and not the sender: 帮我爸妈报名. */
  withSelf: boolean
}

const N = NUMBER
const ADULT_NOUN =
  '(?:成人票?|成年人?|大人|大朋友|老人家?|老的|大(?=$|[^\\u4e00-\\u9fa5]|[改取报吧哈了啊哦呀呢谢去来人加带和也就都参吗可行能我俺他她咱没不共跟外有要登已收好给先再够成变减少退的两一二三四五六七八九十无零拖配搭嘛呗票]))'
const CHILD_NOUN = `(?:半价(?:票|儿童)?|儿童票?|未成年人?|${CHILD_WORD}|娃|崽|仔|小(?!时|区|米|心|步|段|型|车|店|巷|号|镇|程|长假|狗|猫|哥|姐|伙伴|圈|姨|叔|满|暑|寒|雪|林|王|李|周|陈|张|刘))`
const ADULTS = `(?:(${N})\\s*(?:个|位|名|张)?\\s*${ADULT_NOUN})`
const CHILDREN = `(?:(${N})\\s*(?:个|位|名|张|只)?\\s*${CHILD_NOUN})`
const JOINT = '(?:[\\s+、,，.。和带跟加领与&/及的]|还有|外加|另外|再|拖|搭|配){0,5}'

const INVERTED = new RegExp(
  `(?<!${N}\\s?(?:个|位)?)(?:大人|成人|大)\\s*[:：]?\\s*(${N})\\s*(?:个|位|名|张)?${JOINT}(?:小朋友|小孩|孩子|儿童|娃|小)\\s*[:：]?\\s*(${N})(?!\\s*(?:个|位)?\\s*(?:大|小))`,
)
const SPLIT = new RegExp(`${ADULTS}(?:${JOINT}(?:(${N})\\s*(?:个|位|名|张|只)?\\s*${CHILD_NOUN}))?`, 'g')
/** 大人两个，带俩娃 */
const NOUN_FIRST = new RegExp(`(?:大人|成人|成年人)\\s*[:：]?\\s*(${N})\\s*(?:个|位|名|张|$|[\\s,，。])`)
const CHILD_FIRST = new RegExp(`${CHILDREN}${JOINT}${ADULTS}`)
const CHILD_ONLY = new RegExp(CHILDREN, 'g')
const SUM = /(?<![\d.+-])(\d)\s*\+\s*(\d)(?![\d.])/
const FAMILY = new RegExp(
  `(?:(?:一大?家子?|全家人?|家里|我们家|我家|我屋头?|咱家)\\s*(?:一共|总共)?(${N})\\s*口(?:人|子|之家)?|(${N})\\s*口之家|(?<![开])(${N})\\s*口人)`,
)
const COUPLE =
  /(?:我们?|俺们?|咱们?)(?:这)?(?:夫妻|两口子|小两口|老两口|夫妇|两公婆)?(?:俩|两个|二人|2个|两口子|两公婆)(?!娃|孩|小|宝|车|人都去过)|(?:夫妻|夫妇|两夫妻)(?:俩|二人|两人|两个)?|(?:小|老)?(?:两|俩)口子|老两口|小两口/
const GENERATIONS = /(?:爷|娘|母女|母子|父子|父女|妈妈?和?娃)(?:儿)?俩|(?:母女|母子|父子|父女)(?:二人|两人|2人)/
const HEADS = new RegExp(
  `(?<![\\d.+第每])(?:(?:我们?|俺们?|咱们?)?(?:一共|总共|合计|共|一行)?\\s*)?(${N})\\s*(?:个人|人|位|名|口人|口)(?!座|间|桌|以上|以内|一|份|都没|次|群|公里|额|字|牌|气|味|红|碑|头禅)`,
  'g',
)
const TRIO = /(?:我们?|俺们?|咱们?|我家)(仨|俩|三个|四个|五个|六个|三|四|五)(?!娃|孩|小|宝|车|点|天|月|年|号)/
const PLUS = new RegExp(`(?:\\+|＋|➕)\\s*(${N})(?![\\d.:%]|\\s*(?:元|块|万|公里|年|天|号|点|度|楼|分|次|条))`)
const BARE = new RegExp(
  `(?:报名?|登记|预留|留|订|占|加|来|算我们?)\\s*(?:上|了|个|我们?)?\\s*(${N})\\s*(?:个|份|席|座|名额|个位置?|个名额|家)?(?![\\d.:%岁]|\\s*(?:元|块|万|公里|千|百|年|天|号|点|度|楼|分|月|次|台|辆|车|下|遍|起|条|场|期|件|套|箱|斤|大|小|口))`,
)

/** 三个大人，孩子4岁: an age names one child. */
const CHILD_AGE = new RegExp(`${CHILD_WORD}.{0,3}${N}\\s*(?:岁|个多?月大?)`)

const NOISE = [
  // Ages and heights say nothing about how many.
  new RegExp(
    `(?:小的|大的|老[大二三]|孩子|娃儿?|宝宝|小孩|儿子|女儿|闺女)?\\s*(?:才|今年|刚|都|快|已经|是|分别)*\\s*(?:${N}\\s*[、和,，]\\s*)?(?:${N}\\s*(?:岁半?|周岁|个多?月)|\\d{4}年)`,
    'g',
  ),
  /(?:都|还|刚)?(?:不到|不满|没到|超过|过)(?:了)?(?:1\.\d+米?|1米\d|一米[一二三四五六])/g,
  new RegExp(`(?:${N})\\s*(?:台|辆|部)(?:车|七座|商务)?|(?:^|[\\s,，])(?:1|一)车`, 'g'),
  /\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}月\d{1,2}[日号]?|\d{1,2}:\d{2}(?::\d{2})?/g,
  new RegExp(`(?:${N})\\s*(?:号|点半?|月份?|元|块钱?|公里|万\\d?|天|年|折)(?![大小])`, 'g'),
]
const UNDER_HEIGHT = new RegExp(
  `(?:1\\.[0-5]\\d?米?|1米[0-5]|一米[一二三四五])\\s*(?:以下|以内|下)\\s*(?:的)?(?:小孩|儿童|孩子)?\\s*(${N}\\s*个)?`,
  'g',
)

/** Figures of a family that gives only its head count: two parents first, grandparents from five on. */
function splitFamily(heads: number): { adults: number; children: number; sure: number } {
  if (heads <= 2) return { adults: heads, children: 0, sure: 0.9 }
  if (heads <= 4) return { adults: 2, children: heads - 2, sure: 0.85 }
  const children = heads === 5 ? 1 : 2
  return { adults: heads - children, children, sure: 0.45 }
}

/** Blanks what looks like a count and is none. */
export function withoutNoise(folded: string): string {
  let text = folded.replace(UNDER_HEIGHT, (found, many?: string) => `${many ?? ''}小孩`.padEnd(found.length, ' '))
  for (const pattern of NOISE) text = blank(text, pattern)
  return blank(text, PET)
}

/**
 * Reads how many people come, from folded text (see foldText). Null where no number and no companion is named.
 * Does not judge whether it is a sign-up at all.
 */
export function readParty(folded: string): Party | null {
  const text = withoutNoise(folded)
  return readSplit(text, folded) ?? readUnits(text)
}

const number = (found: string | undefined) => (found === undefined ? 0 : readNumber(found))

function readSplit(text: string, folded: string): Party | null {
  const inverted = INVERTED.exec(text)
  if (inverted) return party(inverted, number(inverted[1]), number(inverted[2]), 'split', 1)
  const reversed = CHILD_FIRST.exec(text)
  const splits = [...text.matchAll(SPLIT)]
  const full = splits.filter((found) => found[2] !== undefined)
  const corrected = /不对|不是|错了|更正|应该是|→|->/.test(text)
  const chosen = (corrected ? full.at(-1) : full[0]) ?? (corrected ? splits.at(-1) : splits[0])
  if (reversed && !full.length) return party(reversed, number(reversed[2]), number(reversed[1]), 'split', 1)
  if (!chosen) {
    const first = NOUN_FIRST.exec(text)
    if (!first) return null
    const rest = blank(text, new RegExp(NOUN_FIRST, 'g'))
    const most = [...rest.matchAll(CHILD_ONLY)].reduce((sum, found) => Math.max(sum, number(found[1])), 0)
    return party(first, number(first[1]), most, 'split', 0.95)
  }
  let children = number(chosen[2])
  if (chosen[2] === undefined) {
    const rest = blank(text, new RegExp(chosen[0].replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
    children = [...rest.matchAll(CHILD_ONLY)].reduce((most, found) => Math.max(most, number(found[1])), 0)
    if (children === 0 && CHILD_AGE.test(folded)) children = 1
    if (/(?:不带|没有?|无)(?:小?孩子?|娃|小)/.test(rest)) children = 0
  }
  return party(chosen, number(chosen[1]), children, 'split', 1)
}

function readUnits(text: string): Party | null {
  const company = readCompany(text)
  const children = [...text.matchAll(CHILD_ONLY)]
  const kids = children.reduce((sum, found) => sum + number(found[1]), 0)
  const family = FAMILY.exec(text)
  if (family) {
    const heads = number(family[1] ?? family[2] ?? family[3])
    const grownUpOnly = /都是大人|不带(?:小?孩|娃)|没有?(?:小?孩|娃)/.test(text)
    if (grownUpOnly) return party(family, heads, 0, 'family', 0.95)
    if (kids > 0 && kids < heads) return party(family, heads - kids, kids, 'family', 0.95)
    const split = splitFamily(heads)
    return party(family, split.adults, split.children, 'family', split.sure)
  }
  const generations = GENERATIONS.exec(text)
  if (generations) return party(generations, 1, 1, 'family', 0.6)
  const couple = COUPLE.exec(text)
  if (couple && !(company && company.start < couple.index && company.adults + company.children > 1)) {
    const after = readCompany(text.slice(couple.index + couple[0].length), { leading: true })
    const extra = after ?? { adults: 0, children: kids }
    return party(couple, 2 + extra.adults, extra.children, 'couple', 0.9)
  }
  const trio = TRIO.exec(text)
  const heads = [...text.matchAll(HEADS)]
  // 一个人带俩娃: the head count is of the grown-ups when the children are brought along.
  const total = heads.at(-1)
  const totalHeads = total ? number(total[1]) : trio ? number(trio[1]!.replace('个', '')) : 0
  const found = total ?? trio
  const insideCompany = company && found && found.index >= company.start && found.index < company.end
  if (found && !insideCompany && totalHeads > 0 && totalHeads <= 60) {
    const tail = text.slice(found.index + found[0].length)
    const brought = new RegExp(
      `^[\\s,，]*(?:外加|加上?|带着?|\\+|领着?|拖)\\s*(?:上)?\\s*(${N})?\\s*(?:个|位|名)?\\s*${CHILD_NOUN}`,
    ).exec(tail)
    if (brought) return party(found, totalHeads, brought[1] ? number(brought[1]) : 1, 'heads', 0.85)
    const listed = company ? company.children : kids
    if (listed > 0 && listed < totalHeads) return party(found, totalHeads - listed, listed, 'heads', 0.85)
    return party(found, totalHeads, 0, 'heads', 0.85)
  }
  if (company && (company.adults > 0 || company.children > 0)) {
    const self = company.withSelf ? 1 : 0
    return {
      adults: company.adults + self,
      children: company.children,
      how: 'company',
      start: company.start,
      end: company.end,
      sure: 0.8,
      withSelf: company.withSelf,
    }
  }
  const sum = SUM.exec(text)
  if (sum) return party(sum, number(sum[1]), number(sum[2]), 'split', 0.7)
  const plus = PLUS.exec(text)
  if (plus && number(plus[1]) > 0 && number(plus[1]) <= 20) return party(plus, number(plus[1]), 0, 'plus', 0.8)
  const bare = BARE.exec(text)
  if (bare && number(bare[1]) > 0 && number(bare[1]) <= 20) return party(bare, number(bare[1]), 0, 'bare', 0.75)
  if (kids > 0 && children[0]) return party(children[0], 1, kids, 'kids', 0.6)
  return null
}

function party(
  found: RegExpExecArray | RegExpMatchArray,
  adults: number,
  children: number,
  how: Party['how'],
  sure: number,
): Party {
  const start = found.index ?? 0
  return { adults, children, how, start, end: start + found[0].length, sure, withSelf: true }
}
