import type { Say } from '../../../kit/texts.js'
import type { CustomerTag } from '../../../store/index.js'
import { type AutoTag, TAG_RULES, type TagRule } from './rules.js'

/** Who gave a tag, for one that a rule gave: with the number that is its reason. */
export const byRule = ({ rule, number }: AutoTag): string => `rule:${rule} ${number}`

/** The rule behind a tag; null when a person gave it. */
export function ruleOf({ by }: Pick<CustomerTag, 'by'>): { rule: TagRule; number: number } | null {
  const [, name, number] = /^rule:(\w+) (\d+)$/.exec(by) ?? []
  const rule = TAG_RULES.find((each) => each === name)
  return rule ? { rule, number: Number(number) } : null
}

/** `有孩子（报名带孩子 2 次）`; null for a tag by hand. */
export function autoTagText(say: Say, tag: Pick<CustomerTag, 'tag' | 'by'>): string | null {
  const known = ruleOf(tag)
  if (!known) return null
  const { rule, number } = known
  // Without a sign-up it was written down.
  const why =
    rule === 'children' && number === 0
      ? say('customers.auto_why.family')
      : say(`customers.auto_why.${rule}`, { number })
  return say('customers.auto_tag_line', { tag: tag.tag, why })
}
