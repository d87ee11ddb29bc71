/** What a member of staff wants of the knowledge base. */
export type KnowledgeCommand =
  | { type: 'list' }
  | { type: 'usage' }
  | { type: 'add'; question: string; answer: string }
  | { type: 'variant'; code: number; variant: string }
  | { type: 'answer'; code: number; answer: string }
  | { type: 'remove'; code: number }

const LIST = /^(?:知识库|知识列表|问答库|knowledge)$/i
const ADD =
  /^(?:记住|添加知识|知识|remember)\s*(?:[:：]\s*)?(?:问|q)\s*[:：]\s*([\s\S]+?)\s*(?:答|a)\s*[:：]\s*([\s\S]+)$/i
const CHANGE = /^(?:知识|knowledge)\s*[#＃]?\s*(\d+)\s*(也问|答|also|a)\s*[:：]\s*([\s\S]+)$/i
const REMOVE = /^(?:忘掉|删除知识|forget)\s*[#＃]?\s*(\d+)$/i
const USAGE = /^(?:记住|添加知识|remember)$/i

/** `知识库`, `记住 问：… 答：…`, `知识 3 也问：…`, `知识 3 答：…`, `忘掉 3`. */
export function readKnowledgeCommand(said: string): KnowledgeCommand | null {
  const text = said.trim()
  if (LIST.test(text)) return { type: 'list' }
  if (USAGE.test(text)) return { type: 'usage' }
  const [, question, answer] = ADD.exec(text) ?? []
  if (question && answer) return { type: 'add', question, answer }
  const [, code, what, words] = CHANGE.exec(text) ?? []
  if (code && what && words)
    return /也问|also/i.test(what)
      ? { type: 'variant', code: Number(code), variant: words }
      : { type: 'answer', code: Number(code), answer: words }
  const removed = REMOVE.exec(text)?.[1]
  return removed ? { type: 'remove', code: Number(removed) } : null
}
