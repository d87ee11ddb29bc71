import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createInstance } from 'i18next'
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

export function createSay(locale: Locale, dir = TEXTS_DIR): Say {
  // By its language alone: i18next canonicalises a region anew at every call.
  const lng = locale.split('-')[0] as string
  const i18n = createInstance({
    lng,
    resources: { [lng]: { translation: loadTexts(locale, dir) } },
    interpolation: { escapeValue: false },
    returnNull: false,
    initAsync: false,
    showSupportNotice: false,
  })
  void i18n.init()
  return (key, params) => {
    const text = i18n.t(key, params ?? {})
    if (text === key) throw new Error(`no text ${key} in ${locale}`)
    return text
  }
}
