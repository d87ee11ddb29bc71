import { maskPhones } from '../../../kit/chinese/phone.js'
import { headsText, type Voice } from '../answer.js'
import { countDoor, type Door } from '../door/door.js'
import { type ReviewFacts, review } from './review.js'

/** What is known of an activity, from its list and its plan. */
export function factsOf(door: Door): ReviewFacts {
  const { families, adults, children, signed, walkIns, missing } = countDoor(door)
  const { plan } = door.activity
  return {
    signed,
    came: families,
    heads: adults + children,
    walkIns,
    absent: families ? missing.length : 0,
    waiting: door.rsvps.filter(({ state }) => state === 'waiting').length,
    scores: door.rsvps.flatMap(({ score }) => score ?? []),
    planned: plan.planned ?? null,
    spent: plan.spent ?? null,
    leads: plan.counted?.leads ?? 0,
    orders: plan.counted?.orders ?? 0,
  }
}

/** 3+1, drafted from the figures: a person finishes it. */
export function reviewText({ say }: Voice, door: Door): string {
  const { code, title } = door.activity
  const { highlights, improvement } = review(factsOf(door))
  const line = ({ key, params }: (typeof highlights)[number]) => say(`activities.review_line.${key}`, params)
  const comments = door.rsvps.flatMap(({ comment }) => comment ?? []).slice(0, 5)
  return [
    say('activities.review', { code, title }),
    ...highlights.map((each, n) => say('activities.review_highlight', { n: n + 1, line: line(each) })),
    say('activities.review_improvement', {
      line: improvement ? line(improvement) : say('activities.review_line.none'),
    }),
    ...(comments.length
      ? [say('activities.review_said', { said: comments.map((each) => `「${maskPhones(each)}」`).join('') })]
      : []),
  ].join('\n')
}

/** A summary for the group; it names nobody. */
export function recapText(voice: Voice, door: Door): string {
  const { families, adults, children } = countDoor(door)
  const { scores } = factsOf(door)
  const mean = scores.reduce((sum, score) => sum + score, 0) / (scores.length || 1)
  const { title, plan } = door.activity
  return [
    voice.say('activities.recap', { title, families, heads: headsText(voice, { adults, children }) }),
    ...(scores.length >= 3 ? [voice.say('activities.recap_score', { mean: Math.round(mean * 10) / 10 })] : []),
    ...(plan.photos ? [voice.say('activities.recap_photos', { link: plan.photos })] : []),
    voice.say('activities.recap_thanks'),
  ].join('\n')
}
