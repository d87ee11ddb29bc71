import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { ERROR_CODES } from '../../src/kit/errors.js'
import { createSay, LOCALES, loadTexts } from '../../src/kit/texts.js'
import { sourcesBelow, type TextUse, textUses } from './text-uses.js'

/** `leads.card` → its text. The forms of a plural are one text, asked for without `_one` or `_other`. */
function flatten(tree: unknown, path = ''): [string, string][] {
  if (typeof tree !== 'object' || tree === null || Array.isArray(tree)) return [[path, String(tree)]]
  return Object.entries(tree).flatMap(([key, value]) => {
    const base = key.replace(/_(?:zero|one|two|few|many|other)$/, '')
    const name = `${base}_other` in tree ? base : key
    return flatten(value, path ? `${path}.${name}` : name)
  })
}

const textsOf = new Map(LOCALES.map((locale) => [locale, flatten(loadTexts(locale))]))
const keysOf = new Map([...textsOf].map(([locale, texts]) => [locale, new Set(texts.map(([key]) => key))]))
const ours = [...(keysOf.get('zh-CN') as Set<string>)]

const placeholders = (text: string) =>
  [...new Set([...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1] as string))].sort()

/** The page asks for its own texts without their first word; those of the channels it shares with the terminal. */
const PAGE = /^src\/console\/web\//
const isShared = (key: string | RegExp) => /^\^?channels\\?\./.test(typeof key === 'string' ? key : key.source)
const inPage = ({ key, ...use }: TextUse): TextUse => ({
  ...use,
  key: isShared(key) ? key : typeof key === 'string' ? `page.${key}` : new RegExp(`^page\\.${key.source.slice(1)}`),
})
// The programs that train the models talk to engineers, not to users.
const app = textUses(sourcesBelow(['src', 'bots'], /^src\/console\/web\/|^bots\/training\//))
const page = textUses(sourcesBelow(['src/console/web'], /^(?!src\/console\/web\/)/).filter((file) => PAGE.test(file)))
const asked = [...app.asked, ...page.asked.map(inPage)]

const fits = (key: string | RegExp, known: string) => (typeof key === 'string' ? key === known : key.test(known))
const exists = (key: string | RegExp, keys: Iterable<string>) => [...keys].some((known) => fits(key, known))

describe.each(LOCALES)('the texts in %s', (locale) => {
  const texts = textsOf.get(locale) as [string, string][]
  const keys = keysOf.get(locale) as Set<string>

  it('hold every key that the code asks for', () => {
    expect(asked.filter(({ key }) => !exists(key, keys)).map(({ where, key }) => `${where} ${key}`)).toEqual([])
  })

  it('get everything that they have to be filled in with', () => {
    const lacking = asked.flatMap(({ where, key, params }) =>
      texts
        .filter(([known]) => params && typeof key === 'string' && key === known)
        .flatMap(([known, text]) =>
          placeholders(text)
            .filter((name) => !params?.includes(name))
            .map((name) => `${where} ${known} {{${name}}}`),
        ),
    )
    expect(lacking).toEqual([])
  })

  it('say of everything in the audit log what it was', () => {
    const silent = app.audited.filter(({ key }) => {
      const decision = typeof key === 'string' ? `decisions.${key}` : new RegExp(`^decisions\\.${key.source.slice(1)}`)
      return !exists(decision, keys)
    })
    expect(silent.map(({ where, key }) => `${where} ${key}`)).toEqual([])
  })

  it('are cut off by no sign that begins a comment', () => {
    const lines = readdirSync(join('data/texts', locale)).flatMap((file) =>
      readFileSync(join('data/texts', locale, file), 'utf8').split('\n'),
    )
    expect(lines.filter((line) => /^\s*[\w']+: [^'"|>].* #/.test(line))).toEqual([])
  })

  it('have a sentence for every error', () => {
    const say = createSay(locale)
    for (const code of ERROR_CODES) expect(say(`errors.${code}`)).toMatch(/[。.]/)
  })

  it('are not empty, and hold no markup left open', () => {
    const broken = texts.filter(
      ([, text]) => !text.trim() || /[{}]|\bundefined\b/.test(text.replace(/\{\{\w+\}\}/g, '')),
    )
    expect(broken).toEqual([])
  })
})

describe('the texts', () => {
  it('are the same in every language, with the same gaps to fill', () => {
    const shape = (locale: (typeof LOCALES)[number]) =>
      Object.fromEntries((textsOf.get(locale) as [string, string][]).map(([key, text]) => [key, placeholders(text)]))
    for (const locale of LOCALES) expect(shape(locale)).toEqual(shape('zh-CN'))
  })

  it('are all used', () => {
    const strings = new Set([...app.strings, ...[...page.strings].map((text) => `page.${text}`)])
    const unused = ours.filter((key) => !strings.has(key) && !asked.some((use) => fits(use.key, key)))
    expect(unused).toEqual([])
  })
})
