import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { z } from 'zod'
import { foldText } from '../../../kit/chinese/fold-text.js'
import { LOCALES, type Locale } from '../../../kit/texts.js'
import { type ActivityPlan, GUEST_KINDS } from '../../../store/index.js'

const words = z.strictObject({
  words: z.array(z.string()).min(1),
  title: z.string(),
  theme: z.string(),
  text: z.string(),
  gifts: z.partialRecord(z.enum(GUEST_KINDS), z.string()).default({}),
  questions: z.array(z.string()).default([]),
})
const template = z.strictObject({
  id: z.string(),
  for: z.enum(['season', 'gender', 'age', 'hobby', 'holiday', 'usual']),
  months: z.array(z.number().int().min(1).max(12)).default([]),
  'zh-CN': words,
  en: words,
})
type Template = z.infer<typeof template>

let read: Template[] | undefined

/** The usual activities, as data/activities/templates.yml has them. */
export function templates(): readonly Template[] {
  const file = fileURLToPath(new URL('../../../../data/activities/templates.yml', import.meta.url))
  read ??= z.array(template).parse(parse(readFileSync(file, 'utf8')))
  return read
}

/** Those that fit a month, 1 to 12, the ones of the season first. */
export const fitting = (month: number): Template[] =>
  templates()
    .filter(({ months }) => !months.length || months.includes(month))
    .sort((a, b) => Number(!a.months.length) - Number(!b.months.length))

/** The template that a word means, in whatever language it is said. */
export function templateNamed(word: string): Template | undefined {
  const folded = foldText(word).trim()
  const names = (each: Template) =>
    LOCALES.flatMap((locale) => [...each[locale].words, each[locale].title]).map(foldText)
  return (
    templates().find((each) => names(each).includes(folded)) ??
    templates().find((each) => names(each).some((name) => name.includes(folded) || folded.includes(name)))
  )
}

const FROM = /^(@\S+\s+)?(?:(?:用)?模板|template)\s*[:：]?\s*(\S+)\s+([\s\S]+)$/i

/** `模板 烧烤 10月18日 9点…`: the words of the template around what was said; anything else is left as it is. */
export function fillTemplate(said: string, locale: Locale): { text: string; plan: ActivityPlan } {
  const [, group = '', word = '', facts = ''] = FROM.exec(said) ?? []
  const found = word ? templateNamed(word) : undefined
  if (!found) return { text: said, plan: {} }
  const { title, theme, text, gifts, questions } = found[locale]
  return {
    text: `${group}【${title}】\n${facts}\n${text}`,
    plan: { theme, gifts, ...(questions.length && { questions }) },
  }
}
