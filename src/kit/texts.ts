import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'

export const LOCALES = ['zh-CN', 'en'] as const
export type Locale = (typeof LOCALES)[number]
export type Params = Record<string, string | number | undefined>

/** Says a text in one locale: `say('leads.card', { name })`. A missing key is a bug, and throws. */
export type Say = (key: string, params?: Params) => string

const TEXTS_DIR = fileURLToPath(new URL('../../data/texts/', import.meta.url))

/** One YAML file is one namespace of keys: data/texts/zh-CN/leads.yml holds `leads.*`. */
export function loadTexts(locale: Locale, dir = TEXTS_DIR): Record<string, unknown> {
  const files = readdirSync(join(dir, locale)).filter((file) => file.endsWith('.yml'))
  return Object.fromEntries(
    files.map((file) => [basename(file, '.yml'), parse(readFileSync(join(dir, locale, file), 'utf8')) as unknown]),
  )
}

/** `leads.card` → the sentence; dots walk down the tree. */
function flatten(tree: unknown, prefix = ''): [string, string][] {
  if (typeof tree !== 'object' || tree === null) return [[prefix, String(tree)]]
  return Object.entries(tree).flatMap(([key, value]) => flatten(value, prefix ? `${prefix}.${key}` : key))
}

const known = new Map<string, ReadonlyMap<string, string>>()

/** The sentences of a locale by their keys, read once: parsing them takes some hundred milliseconds. */
function sentences(locale: Locale, dir: string): ReadonlyMap<string, string> {
  const folder = join(dir, locale)
  const texts = known.get(folder) ?? new Map(flatten(loadTexts(locale, dir)))
  known.set(folder, texts)
  return texts
}

/**
 * The bot's voice in one locale. Placeholders are filled in one pass: what members write is quoted in these sentences,
 * and must never be read as a placeholder itself, as i18next would.
 */
export function createSay(locale: Locale, dir = TEXTS_DIR): Say {
  const texts = sentences(locale, dir)
  return (key, params = {}) => {
    const text = texts.get(key)
    if (text === undefined) throw new Error(`no text ${key} in ${locale}`)
    return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name] ?? ''))
  }
}
