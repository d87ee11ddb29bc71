import { DateTime } from 'luxon'
import type { Voice } from '../answer.js'
import { fitting, templateNamed } from './templates.js'

/** The usual activities that fit the coming month, or one of them with the words to begin it. */
export function templatesText({ say, dealer }: Voice, word: string, now: number): string {
  if (word) {
    const found = templateNamed(word)
    if (!found) return say('activities.no_template', { word })
    const { title, theme, text, words } = found[dealer.locale]
    return say('activities.template', { title, theme, text, word: words[0] ?? title })
  }
  // It takes two weeks to prepare one.
  const month = DateTime.fromMillis(now, { zone: dealer.zone }).plus({ weeks: 2 }).month
  const lines = fitting(month).map((each) =>
    say('activities.template_line', {
      title: each[dealer.locale].title,
      word: each[dealer.locale].words[0] ?? '',
      for: say(`activities.template_for.${each.for}`),
    }),
  )
  return [say('activities.templates', { month }), ...lines].join('\n')
}
