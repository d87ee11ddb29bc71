import { LONGEST_COMMENT } from './score.js'

const CODE = /^(?:我的)?签到码[\s?？。!！]*$|^(?:my )?check-?in code[?.!]*$/i

/** 签到码: the member asks for what to say at the door. */
export const readGuestWords = (said: string): 'code' | null => (CODE.test(said.trim()) ? 'code' : null)

const SCORE = /^(?:打|给|评)?\s*([1-5])\s*(?:分|星|颗星|points?|stars?)?(?:$|[\s,，。.、:：!！]+([\s\S]*)$)/i

/** `5 孩子很开心` → 5, and the sentence; null for what is no score. */
export function readScoreGiven(text: string): { score: number; comment: string } | null {
  const [, score, comment = ''] = SCORE.exec(text.normalize('NFKC').trim()) ?? []
  return score ? { score: Number(score), comment: comment.trim().slice(0, LONGEST_COMMENT) } : null
}

const SKIP = /^(?:跳过|不说了?|没有|无|不填|skip|none)[\s。.!！]*$/i
/** What is asked or told at length is talk, not the answer to our question. */
const TALK = /[?？]|[吗呢]$|.{61}/s

/** What an answer to a question is worth: the words, `skip`, or null for other talk. */
export function readAnswer(text: string): { skip: true } | { answer: string } | null {
  const words = text.trim()
  if (SKIP.test(words)) return { skip: true }
  return words && !TALK.test(words) ? { answer: words } : null
}
