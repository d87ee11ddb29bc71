import type { Labelled } from './corpus.js'

/** A part of the corpus that figures are given for. */
export interface Slice {
  group: string
  name: string
  holds(message: Labelled, file: string): boolean
}

/** Whom and what the files of the corpus sound like, by their names; files that fit none are in no slice. */
const VOICES: Record<string, string[]> = {
  'first-tier cities': ['city-office'],
  'county towns and villages': ['county-town'],
  'women of 25 to 45, dialects': ['women-and-dialects'],
  'people over 50': ['elders'],
  'people under 28': ['young'],
  'fleets and businesses': ['business-fleets'],
  'new-energy owners': ['new-energy'],
  'QQ groups': ['qq-life', 'teasing'],
  'forum posts': ['forum', 'long-real', 'technical', 'enthusiasts'],
  'owner groups': ['group-days', 'everyday', 'errands'],
}

/** What the project began with, before any model was read for its errors. */
const FIRST_ROUND = [
  ...['business-fleets', 'changing-cars', 'city-office', 'county-town', 'elders', 'enthusiasts', 'errands', 'everyday'],
  ...['explicit', 'forum', 'inquiries', 'moderation', 'moderation-subtle', 'new-energy', 'people', 'prices', 'qq-life'],
  ...['short', 'teasing', 'technical', 'women-and-dialects', 'young'],
]

/** Aimed at what earlier models got wrong, while the lexicon was widened: harder, and not comparable with the others. */
const FOURTH_ROUND = [
  ...['asks-and-answers', 'bills', 'by-the-way', 'family-matters', 'group-manners', 'lures', 'plain-errands'],
  ...['plain-words', 'quick-questions', 'shady-offers', 'sharp-tongues', 'side-remarks', 'soft-sell', 'tiny-words'],
  ...['turning-points', 'voices-forum', 'worth-a-card', 'you-and-me'],
]

/** Aimed at disguised violations and their look-alikes. */
const FIFTH_ROUND = [
  ...['back-alley', 'bad-blood', 'crossroads', 'cutting-remarks', 'dark-corners', 'dressed-up', 'friendly-offers'],
  ...['front-desk', 'muttering', 'out-in-the-open', 'price-of-service', 'side-glances', 'small-sums', 'sore-points'],
  ...['rain-checks', 'thread-posts', 'time-for-another', 'told-over-tea'],
]

/** Aimed at what models without a file missed in it, at chatter, and at whole sentences. */
const SIXTH_ROUND = [
  ...['cars-to-go', 'counter-talk', 'grey-zone', 'idle-chat', 'long-quarrel', 'old-for-new', 'quiet-market'],
  ...['sales-patter', 'under-the-table', 'war-of-words', 'what-they-ask', 'you-again'],
]

/** Aimed at abuse by allusion, offers in code, adverts inside advice, wishes in implicit words, and their look-alikes. */
const SEVENTH_AND_EIGHTH_ROUND = [
  ...['velvet-gloves', 'side-doors', 'word-of-mouth', 'what-it-came-to'],
  ...['heat-of-the-moment', 'forum-and-phone', 'kind-strangers', 'unsaid-wishes'],
]

const ROUNDS: Record<string, string[]> = {
  first: FIRST_ROUND,
  fourth: FOURTH_ROUND,
  fifth: FIFTH_ROUND,
  sixth: SIXTH_ROUND,
  'seventh and eighth': SEVENTH_AND_EIGHTH_ROUND,
}
const NAMED = Object.values(ROUNDS).flat()

/** Words that say a wish plainly. A lead without any of them has to be understood from the situation. */
const PLAIN = /换|买|置换|增购|卖|推荐|介绍|二手|旧车|抵/

export const SLICES: Slice[] = [
  ...Object.entries(VOICES).map(
    ([name, files]): Slice => ({ group: 'voice', name, holds: (_, file) => files.includes(file) }),
  ),
  ...Object.entries(ROUNDS).map(
    ([name, files]): Slice => ({ group: 'round of writing', name, holds: (_, file) => files.includes(file) }),
  ),
  { group: 'round of writing', name: 'second and third', holds: (_, file) => !NAMED.includes(file) },
  { group: 'words', name: 'plain: 换, 买, 卖, 推荐…', holds: ({ text }) => PLAIN.test(text) },
  { group: 'words', name: 'none of them', holds: ({ text }) => !PLAIN.test(text) },
  { group: 'length', name: 'up to 12 characters', holds: ({ text }) => text.length <= 12 },
  { group: 'length', name: '13 to 40', holds: ({ text }) => text.length > 12 && text.length <= 40 },
  { group: 'length', name: 'over 40', holds: ({ text }) => text.length > 40 },
]
