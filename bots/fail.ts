import { CheyouError } from '../src/kit/errors.js'
import { createSay, LOCALES, type Locale } from '../src/kit/texts.js'

const localeOf = (wanted: string | undefined): Locale => LOCALES.find((locale) => locale === wanted) ?? 'zh-CN'

/** One plain sentence and exit code 1; what is our own fault also shows where it happened. */
export function fail(error: unknown): void {
  const known =
    error instanceof CheyouError
      ? error
      : new CheyouError('internal', { problem: String((error as Error)?.message ?? error) })
  const say = createSay(localeOf(process.env.CHEYOU_LOCALE))
  console.error(say(`errors.${known.code}`, known.params))
  if (known.kind === 'bug') console.error(error)
  process.exitCode = 1
}
