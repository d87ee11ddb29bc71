import { fold } from './fold.js'
import type { Evidence, LeadKind, Meaning, Topic } from './meaning.js'
import { THRESHOLDS } from './thresholds.js'

/** Answers that say nothing without what they answer; whoever says more is taken at their word. Signs are left out. */
const ASKS_PRICE =
  /^(?:这个?|那个?|大概|一共|要|得|请问|现在|你们)*(?:多少(?:钱|米|银子)?|[什啥]么?价(?:格|位)?|怎么(?:卖|收费|收钱)|报个?价|贵不贵|几个钱)(?:一[次台位个]|每人|了|呢|呀|啊|吗|哦)*$/
const WANTS =
  /^(?:我们?|也|好|真|就|有点|都)*(?:想要|要|心动|有兴趣|感兴趣|求带|求安排|安排|(?:要|来)?[一1][台辆部个])(?:了|啊|呀|啦|的|一下)*$/
const AGREES = /^(?:我们?|我家|俺)?(?:也是|也想|也要|同(?:求|问|感|想)|一样|\+1|加[一1])(?:啊|呀|的|了)*$/

const SERVICES: readonly Topic[] = ['maintenance', 'fault', 'parts']
const NEW_CARS: readonly Topic[] = ['price', 'model', 'test_drive']

/** Somebody else's sentence speaks for the answer too, but less loudly. */
const ECHO = 0.9
/** Wanting a car that was shown is a hint: two of them make a lead. Whether the present car goes is unsaid. */
const WISH: { kind: LeadKind; score: number; lead: number } = { kind: 'trade_in', score: 0.5, lead: 0.6 }

/**
 * What a short answer means: 多少钱 is about what it answers, and 我要 below an advert is no lead. `answered` is the
 * meaning of the message replied to. Longer texts, and whatever the answer does not touch, stay as they are.
 */
export function inContext(meaning: Meaning, text: string, answered: Meaning): Meaning {
  const words = fold(text).text.replace(/[^\p{L}\p{N}+]/gu, '')
  const asks = ASKS_PRICE.test(words)
  const wants = WANTS.test(words)
  const agrees = AGREES.test(words)
  if (!asks && !wants && !agrees) return meaning
  // Whoever answers an advert talks to its writer.
  if (answered.moderation === 'ad' || answered.moderation === 'illegal') return about('none', calm(meaning), text)
  const { topic } = answered
  const sureness = answered.scores[topic] ?? 0
  if (topic === 'event') return about('event', calm(meaning), text, sureness)
  if (asks && SERVICES.includes(topic)) return servicePrice(about(topic, calm(meaning), text, sureness), text, sureness)
  if (asks && NEW_CARS.includes(topic)) return about('price', calm(meaning), text, sureness)
  if (agrees) return echo(calm(meaning), text, answered)
  if (!wants) return meaning
  return NEW_CARS.includes(topic) ? wish(about(topic, calm(meaning), text, sureness), text) : calm(meaning)
}

const evidence = (label: Evidence['label'], text: string): Evidence => ({
  label,
  quote: text,
  start: 0,
  end: text.length,
  by: 'context',
})

/** Without what a few words seemed to be out of context: by themselves they are no wish, no price and no offence. */
function calm(meaning: Meaning): Meaning {
  const none = { lead: 0, add_on: 0, trade_in: 0, referral: 0, ad: 0, service_price: 0, abuse: 0, illegal: 0 }
  return { ...meaning, leads: [], moderation: 'clean', scores: { ...meaning.scores, ...none, clean: 1 }, evidence: [] }
}

function about(topic: Topic, meaning: Meaning, text: string, score = 1): Meaning {
  const said = topic === 'none' ? [] : [evidence(topic, text)]
  return { ...meaning, topic, scores: { ...meaning.scores, [topic]: score }, evidence: [...meaning.evidence, ...said] }
}

function servicePrice(meaning: Meaning, text: string, sureness: number): Meaning {
  const score = sureness * ECHO
  if (score < THRESHOLDS.service_price.show) return meaning
  return {
    ...meaning,
    moderation: 'service_price',
    scores: { ...meaning.scores, service_price: score, clean: 1 - score },
    evidence: [...meaning.evidence, evidence('service_price', text)],
  }
}

function wish(meaning: Meaning, text: string): Meaning {
  const scores = { ...meaning.scores, [WISH.kind]: WISH.score, lead: WISH.lead }
  return { ...meaning, leads: [WISH.kind], scores, evidence: [...meaning.evidence, evidence(WISH.kind, text)] }
}

/** 我也是, 同问: the same again, from somebody else. Insults and adverts are not catching. */
function echo(meaning: Meaning, text: string, { leads, topic, moderation, scores }: Meaning): Meaning {
  const asked = about(topic, meaning, text, (scores[topic] ?? 0) * ECHO)
  const same = Object.fromEntries(
    (['lead', 'add_on', 'trade_in', 'referral'] as const).map((label) => [label, (scores[label] ?? 0) * ECHO]),
  )
  const wished = { ...asked, leads: [...leads], scores: { ...asked.scores, ...same } }
  const shown = { ...wished, evidence: [...wished.evidence, ...leads.map((kind) => evidence(kind, text))] }
  return moderation === 'service_price' ? servicePrice(shown, text, scores.service_price ?? 0) : shown
}
