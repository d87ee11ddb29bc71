import type { Broadcast } from '../../store/index.js'

const LINK = /https?:\/\/[^\s，。；、！？）)】>《》"'“”]+/i

/** The link of a broadcast; only the first one of a text is counted. */
export const linkIn = (text: string): string | null => LINK.exec(text)?.[0] ?? null

export const withLink = (text: string, link: string | null): string => (link ? text.replace(LINK, () => link) : text)

const FIELDS = {
  name: /\{\{\s*name\s*\}\}|【称呼】|\[name\]/g,
  car: /\{\{\s*car\s*\}\}|【车】|\[car\]/g,
  group: /\{\{\s*group\s*\}\}|【群名】|\[group\]/g,
} as const

/** `{{name}}`, `{{car}}` and `{{group}}`, also as 【称呼】, 【车】 and 【群名】; everything else stays to the letter. */
export const fillIn = (text: string, fill: Readonly<Record<keyof typeof FIELDS, string>>): string =>
  (Object.keys(FIELDS) as (keyof typeof FIELDS)[]).reduce(
    (filled, field) => filled.replaceAll(FIELDS[field], () => fill[field]),
    text,
  )

/** Which wording a target gets, and that wording. */
export function wordingOf({ text, variants }: Pick<Broadcast, 'text' | 'variants'>, index: number) {
  const all = [text, ...(variants ?? [])]
  const variant = index % all.length
  return { variant, text: all[variant] as string }
}
