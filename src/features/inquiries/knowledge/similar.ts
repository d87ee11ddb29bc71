import natural from 'natural/lib/natural/tfidf/index.js'
import { foldText } from '../../../kit/chinese/fold-text.js'

/** Something that the store answers in public, with the ways in which people ask for it. */
export interface Answerable {
  id: string
  question: string
  variants: readonly string[]
}

export interface Match {
  id: string
  /** Cosine of the question and the nearest way of asking: 1 is the same question. */
  score: number
  /** The best score of any other entry. */
  next: number
}

export type FindAnswer = (question: string) => Match | null

/** Courtesy and grammar: they say nothing of what is asked. */
const FILLERS =
  /请问|麻烦|问一下|问下|想问|有没有人知道|谁知道|大家|各位|群主|管家|老师|亲|你们|咱们?|我们|那个|这个|一下|一般|现在|大概|到底|可以|能不能|能否|是不是|[吗呢啊呀吧嘛哈么的了是啦哦]/g

/** Words for the same thing, where owners and the store differ. */
const SAME: readonly [RegExp, string][] = [
  [/什么时候|啥时候|多久|何时/g, '几时'],
  [/几点钟?|多少点/g, '几点'],
  [/哪里|哪儿|什么地方|啥地方|什么位置/g, '在哪'],
  [/怎样|怎么样|咋样?|如何/g, '怎么'],
  [/上班|开门|营业|开店/g, '营业'],
  [/关门|下班|打烊/g, '关门'],
  [/4s店|门店|店里|展厅|你们店/g, '店'],
  [/预约|约一?个?|提前约/g, '预约'],
  [/需要|需不需要|要不要|用不用|必须/g, '要'],
  [/周[六日末天]|星期[六日天]|礼拜[六日天]/g, '周末'],
  [/多少公里|几千公里|多少里程/g, '公里'],
]

/** What another shop does is not ours to tell. */
const ELSEWHERE = /隔壁|别家|别的店|其[他它]店|另一?家|对面|外面/

/** Han characters in pairs and by themselves, and whole words of letters and digits. */
function termsOf(text: string): string[] {
  // 上不上班 asks for 上班.
  let words = foldText(text)
    .replace(/(.)不\1/g, '$1')
    .replace(FILLERS, ' ')
  for (const [pattern, same] of SAME) words = words.replace(pattern, same)
  const terms: string[] = []
  for (const [run] of words.matchAll(/\p{Script=Han}+|[a-z0-9]+/gu))
    if (/\p{Script=Han}/u.test(run))
      for (let n = 0; n < run.length; n++)
        terms.push(run[n] as string, ...(n + 1 < run.length ? [run.slice(n, n + 2)] : []))
    else terms.push(run)
  return terms
}

const OTHER_TALK = 30

/** Compares a question with every way of asking for an answer (tf-idf cosine). Null for a question without content. */
export function createFindAnswer(entries: readonly Answerable[]): FindAnswer {
  const tfidf = new natural.TfIdf()
  const ways = entries.flatMap(({ id, question, variants }) =>
    [question, ...variants].map((text) => ({ id, terms: termsOf(text) })),
  )
  for (const { terms } of ways) tfidf.addDocument(terms)
  // Talk of other things: without it a base of one entry would take its own words for common ones.
  for (let n = 0; n < OTHER_TALK; n++) tfidf.addDocument([])
  const weigh = (terms: readonly string[]) => {
    const weights = new Map<string, number>()
    // A pair says more than its two characters by themselves.
    for (const term of new Set(terms)) weights.set(term, tfidf.idf(term) * (term.length > 1 ? 2 : 1))
    return { weights, length: Math.hypot(...weights.values()) }
  }
  const weighed = ways.map(({ id, terms }) => ({ id, ...weigh(terms) }))

  return (question) => {
    const asked = weigh(termsOf(question))
    if (!asked.length || ELSEWHERE.test(question)) return null
    const best = new Map<string, number>()
    for (const { id, weights, length } of weighed) {
      let shared = 0
      for (const [term, weight] of asked.weights) shared += weight * (weights.get(term) ?? 0)
      best.set(id, Math.max(best.get(id) ?? 0, shared / (asked.length * length || 1)))
    }
    const [first, second] = [...best].sort((one, other) => other[1] - one[1])
    return first ? { id: first[0], score: first[1], next: second?.[1] ?? 0 } : null
  }
}

/** Below this, or with another entry this close behind, silence is better than a wrong answer. */
const SURE_AT = 0.52
const CLEAR_BY = 0.12

export const isSure = ({ score, next }: Match): boolean => score >= SURE_AT && score - next >= CLEAR_BY
