import type { LeadGrade } from '../../../store/index.js'

export interface GradeCommand {
  code: number
  grade: LeadGrade
  /** What was agreed, or why it is over. */
  words: string
}

const GRADE =
  /^(?:评级|定级|grade)\s*(?:线索|lead)?\s*[#＃]?\s*(\d+)\s*(?:号)?[\s:：，,]*([ABCD])\s*级?(?:[\s:：，,]+([\s\S]+))?$/i

/** `评级 12 A 周六上午到店`: what the first call to a collected lead said. */
export function readGrade(said: string): GradeCommand | null {
  const [, code, grade, words = ''] = GRADE.exec(said.trim()) ?? []
  return code && grade ? { code: Number(code), grade: grade.toUpperCase() as LeadGrade, words: words.trim() } : null
}
