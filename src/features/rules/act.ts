import { DAY, HOUR, MINUTE, SECOND } from '../../kit/clock.js'
import { clip } from '../../kit/cut-text.js'
import { type Group, type Member, Sanction, type Violation } from '../../store/index.js'
import { publicName } from '../public-name.js'
import { sayLength } from '../say-length.js'
import { type Batch, displayName, roomOf, type Turn } from '../step.js'
import { isRecalled, type Rung, withinReach } from './ladder.js'

/** Whose words broke a rule, and where. */
export interface Offence {
  violation: Violation
  group: Group
  member: Member
  /** The platform's ids of the messages: one, or all those that a contact was split over. */
  said: readonly string[]
}

/** Lets a verdict have its consequences: recall first, then the rung, and the staff always know. */
export function act(batch: Batch, turn: Turn, offence: Offence, rung: Rung): void {
  const { violation, group } = offence
  // Whoever is silent for longer already, by a person's hand, is not muted for less.
  const silentFor = (offence.member.mutedUntil ?? 0) - turn.now
  const rungs = withinReach(rung, (capability) => turn.can(capability, group)).filter(
    ({ type, seconds }) => type !== 'mute' || silentFor < seconds * SECOND,
  )
  const sanction = (type: Sanction['type'], seconds = 0) => {
    batch.writes.insert(Sanction, {
      id: batch.ids(),
      violationId: violation.id,
      type,
      seconds,
      at: turn.now,
      undoneAt: null,
    })
    batch.audit(turn, `rules.${type}`, { violation: violation.id, rule: violation.rule, score: violation.score })
  }
  const words = !isRecalled(violation.rule) ? 'stay' : turn.can('recall', group) ? 'recalled' : 'left'
  if (words === 'recalled') {
    sanction('recall')
    for (const messageId of offence.said) {
      const dedupe = `rules:recall:${group.id}:${messageId}`
      const action = { type: 'recall' as const, room: roomOf(group), messageId }
      batch.send(turn, group, action, { priority: 'rule', dedupe, lifetime: HOUR })
    }
  }
  for (const rung of rungs) {
    sanction(rung.type, rung.seconds)
    moderate(batch, turn, offence, rung, words)
  }
  // A good night needs nobody's eye, least of all at that hour.
  if (violation.rule !== 'night') tellStaff(batch, turn, offence, rungs, words, silentFor)
}

/** What becomes of the words that broke the rule: `left` where the platform takes back nobody else's. */
type Words = 'stay' | 'recalled' | 'left'

function moderate(batch: Batch, turn: Turn, { violation, group, member }: Offence, rung: Rung, words: Words): void {
  const room = roomOf(group)
  const order = (what: string) => ({
    priority: 'rule' as const,
    dedupe: `rules:${what}:${violation.id}`,
    lifetime: HOUR,
  })
  if (rung.type === 'mute')
    batch.send(turn, group, { type: 'mute', room, person: member.externalId, seconds: rung.seconds }, order('mute'))
  if (rung.type === 'remove') {
    batch.send(turn, group, { type: 'kick', room, person: member.externalId }, order('kick'))
    if (turn.can('recall', group))
      batch.later(turn, {
        task: 'rules.sweep',
        payload: { memberId: member.id },
        runAt: turn.now,
        dedupe: `rules:sweep:${violation.id}`,
      })
  }
  if (rung.type === 'ask_staff') return
  const gone =
    words === 'stay' || rung.type === 'mute' || rung.type === 'remove' ? '' : batch.say(`rules.words.${words}`)
  if (rung.type === 'remind') {
    const dedupe = `rules:remind:${member.id}:${violation.rule}:${Math.floor(turn.now / (30 * MINUTE))}`
    const text = batch.say(`rules.${violation.rule}.remind`) + gone
    // Whoever broke these gets no further answer, and a colleague who confirms a case is not the one to be reminded.
    if (isRecalled(violation.rule) || turn.member.id !== member.id) {
      const named = `@${publicName(batch.say, member)} ${text}`
      const action = { type: 'say' as const, room, text: named, mentions: [member.externalId] }
      batch.send(turn, group, action, { ...order('say:remind'), dedupe })
    } else {
      // At night whatever somebody asked for comes first.
      turn.replies.push({ rank: violation.rule === 'night' ? 2 : 0, text, dedupe })
    }
    return
  }
  const said = batch.say(`rules.${violation.rule}.${rung.type}`, {
    name: publicName(batch.say, member),
    length: sayLength(batch.say, rung.seconds * SECOND),
  })
  const text = said + gone
  const mentions = rung.type === 'remove' ? [] : [member.externalId]
  batch.send(turn, group, { type: 'say', room, text, mentions }, order(`say:${rung.type}`))
}

function tellStaff(
  batch: Batch,
  turn: Turn,
  offence: Offence,
  rungs: readonly Rung[],
  words: Words,
  silentFor: number,
): void {
  const { violation, member } = offence
  const done = [
    ...(words === 'stay' ? [] : [batch.say(`rules.done.${words}`)]),
    ...rungs.map(({ type, insteadOf, seconds }) =>
      batch.say(`rules.done.${insteadOf ? `ask_${insteadOf}` : type}`, {
        length: sayLength(batch.say, seconds * SECOND),
      }),
    ),
    ...(rungs.length ? [] : [batch.say('rules.done.silent', { length: sayLength(batch.say, silentFor) })]),
  ].join(batch.say('rules.and'))
  const text = batch.say('rules.handled', {
    ...described(batch, offence),
    done,
  })
  const buttons = [{ label: batch.say('rules.button_undo'), data: `rules:undo:${violation.code}` }]
  // Prices come in waves: the desk hears of each asker once a day.
  const key = violation.rule === 'service_price' ? `${member.id}:${Math.floor(turn.now / DAY)}` : violation.id
  batch.tellStaff(turn, text, { dedupe: `rules:card:${violation.rule}:${key}`, buttons })
}

/** A flood may be made of very long messages; the staff see enough of one to judge. */
const QUOTED = 300

const described = (batch: Batch, { violation, group, member }: Omit<Offence, 'said'>) => ({
  code: violation.code,
  rule: batch.say(`rules.${violation.rule}.name`),
  name: displayName(member),
  group: group.name,
  quote: clip(violation.quote, QUOTED),
  percent: Math.round(violation.score * 100),
})

/** A case that is not clear enough to act on: a person looks at it. */
export function askForReview(batch: Batch, turn: Turn, offence: Offence): void {
  const { violation } = offence
  batch.audit(turn, 'rules.review', { violation: violation.id, rule: violation.rule, score: violation.score })
  const text = batch.say('rules.review', described(batch, offence))
  const buttons = [
    { label: batch.say('rules.button_fine'), data: `rules:undo:${violation.code}` },
    { label: batch.say('rules.button_break'), data: `rules:confirm:${violation.code}` },
  ]
  batch.tellStaff(turn, text, { dedupe: `rules:review:${violation.id}`, buttons })
}
