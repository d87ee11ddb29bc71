import { LEAD_KINDS, type LeadKind, MODERATIONS, type Moderation } from '../../understanding/meaning.js'

export type Rule = Exclude<Moderation, 'clean'>

/**
 * What a member of staff says about our judgement. `is` says what a message is: a kind of lead, a broken rule, or one of
 * the two without saying which; `not` what it is not. The message is named by a card's number, by its own id, by some of
 * its words, or by being answered.
 */
export interface CorrectionCommand {
  type: 'is' | 'not'
  about: 'leads' | 'moderation'
  label: LeadKind | Rule | null
  code: number | null
  messageId: string | null
  quote: string | null
}

const LABELS: readonly [words: string, label: LeadKind | Rule][] = [
  ['增购|加购|添车|再买一[台辆]|add[_-]on', 'add_on'],
  ['换购|置换|换车|trade[_-]in', 'trade_in'],
  ['转介绍|介绍朋友|朋友想买|referral', 'referral'],
  ['广告|推销|ad', 'ad'],
  ['售后价格?|服务价格?|保养价格?|service[_-]price', 'service_price'],
  ['辱骂|骂人|过激|abuse', 'abuse'],
  ['违法|违禁|赌博|illegal', 'illegal'],
]

const WORDS: readonly [words: string, Pick<CorrectionCommand, 'type' | 'about'>][] = [
  ['不是线索|不是客户|误报|not a lead', { type: 'not', about: 'leads' }],
  ['是线索|is a lead', { type: 'is', about: 'leads' }],
  ['误判|放过|undo', { type: 'not', about: 'moderation' }],
  ['漏判|漏了|missed', { type: 'is', about: 'moderation' }],
]

const anyOf = (table: readonly (readonly [string, unknown])[]) => table.map(([words]) => words).join('|')
const COMMAND = new RegExp(
  `^(?:[#＃]?(\\d{1,6})\\s*号?\\s*)?(?:这[条个句]话?)?(${anyOf(WORDS)})(?:\\s*(${anyOf(LABELS)}))?(?:\\s*[#＃]?(\\d{1,6}))?` +
    '(?:[。!！～~\\s]*$|\\s*(?:[\\s:：,，]\\s*|(?=[「“"『]))(\\S.*)$)',
  'is',
)
const BUTTONS = /^(?:(lead:not_a_lead|rules:undo):(\d+)|correct:(leads|moderation):(\w*):([\w-]+))$/

/** `误判 12`, `不是线索`, `漏判 广告 「…」`, `12 是线索`, or the data of a button; null for everything else. */
export function readCorrection(said: string): CorrectionCommand | null {
  const text = said.trim()
  const pressed = BUTTONS.exec(text)
  if (pressed) return readButton(pressed)
  const match = COMMAND.exec(text)
  if (!match) return null
  const [, before, word = '', named, after, quoted] = match
  const command = find(WORDS, word)
  if (!command) return null
  const label = (named && find(LABELS, named)) || null
  const code = before ?? after
  return {
    ...command,
    about: label ? aboutOf(label) : command.about,
    label,
    code: code ? Number(code) : null,
    messageId: null,
    quote: quoted?.replace(/^[「“"『]|[」”"』]$/g, '').trim() || null,
  }
}

const find = <T>(table: readonly (readonly [string, T])[], word: string): T | undefined =>
  table.find(([words]) => new RegExp(`^(?:${words})$`, 'i').test(word))?.[1]

const aboutOf = (label: string): CorrectionCommand['about'] =>
  (LEAD_KINDS as readonly string[]).includes(label) ? 'leads' : 'moderation'

function readButton([, card, code, about, label, messageId]: RegExpExecArray): CorrectionCommand | null {
  const nothing = { label: null, code: null, messageId: null, quote: null }
  if (card)
    return { ...nothing, type: 'not', about: card === 'rules:undo' ? 'moderation' : 'leads', code: Number(code) }
  const known = [...LEAD_KINDS, ...MODERATIONS.filter((each): each is Rule => each !== 'clean')]
  const chosen = known.find((each) => each === label) ?? null
  if (label && (!chosen || aboutOf(chosen) !== about)) return null
  return {
    ...nothing,
    type: chosen ? 'is' : 'not',
    about: about as CorrectionCommand['about'],
    label: chosen,
    messageId: messageId ?? null,
  }
}
