import { In, MoreThan } from 'typeorm'
import { DAY, HOUR } from '../../kit/clock.js'
import type { Vault } from '../../kit/crypto.js'
import { Group, InviteCode, Job, JoinRequest, Member, StaffAccount } from '../../store/index.js'
import type { Understand } from '../../understanding/meaning.js'
import { checkCard, suggestCard } from '../name-card.js'
import { modeOf } from '../rule-modes.js'
import { type Batch, displayName, roomOf, type Step, said, type Turn } from '../step.js'
import { checkName, plainNames } from './check-name.js'
import { createDoor } from './door.js'
import { comingIn, type Fullness, loadFullness } from './fullness.js'
import { greet } from './greet.js'

/** 帮我改 soon after a reminder: the bot sets the card, where it can. At any other time it is about something else. */
const HELP_ME =
  /^(?:好的?[，,\s]*)?(?:帮我改|你帮我改|请帮我改|帮忙改)(?:一下|名片|下)?[吧了。!！～~]*$|^(?:please )?set my card[.!]*$/i
const HELP_WITHIN = 2 * DAY
/** 群规 in the group asks for the charter. */
const CHARTER = /^(?:群规|群章程|章程|进群须知|(?:group )?rules)[?？。]?$/i
/** An invitation code may be said on the first days. */
const CODE_WITHIN = 3 * DAY

const isNew = ({ group, exempt, event, member }: Turn) =>
  group.kind === 'owners' &&
  !exempt &&
  (event.type !== 'message' || (member.joinedAt !== null && event.at - member.joinedAt < CODE_WITHIN))

/** Greets newcomers, looks at their names and cards, and opens the door to those who may come in. */
export const createOnboardingStep =
  (vault: Vault, understand: Understand): Step =>
  async (batch) => {
    const newcomers = batch.turns.filter(isNew)
    const asksIn = newcomers.some(({ event }) => event.type === 'joinRequest')
    const names = newcomers.some(({ event }) => event.type !== 'message')
      ? plainNames((await batch.db.find(StaffAccount)).map((staff) => staff.name))
      : []
    const codes = newcomers.length ? await batch.db.find(InviteCode) : []
    const collected = newcomers.some(({ event }) => event.type === 'join')
      ? await loadCollected(batch)
      : new Set<string>()
    const coming = comingIn(newcomers)
    for (const [id, { size, capacity }] of coming)
      if (size !== undefined || capacity !== undefined)
        batch.writes.change(Group, id, {
          ...(size !== undefined && { size }),
          ...(capacity !== undefined && { capacity }),
        })
    const fullness = await loadFullness(batch.db, coming)
    const asked = await loadAnswers(batch, newcomers)
    const door = asksIn ? await createDoor(batch, vault, codes, fullness) : null

    return (turn, next) => {
      if (turn.group.kind === 'owners' && !turn.exempt) {
        const { event } = turn
        const prefix = cardFormat(turn)
        if (event.type === 'join') {
          const full = fullness.get(turn.group.id)
          welcome(batch, turn, collected, full)
          if (full) warn(batch, turn, full)
          creditSource(batch, turn, codes, asked(turn))
        }
        if (event.type === 'join' || event.type === 'card') lookAtName(batch, turn, names, understand)
        if (event.type === 'message') reportIn(batch, turn, prefix)
        if (event.type === 'message' && isNew(turn)) creditSource(batch, turn, codes, said(turn))
        if (event.type === 'message' && prefix && HELP_ME.test(said(turn).trim())) setCard(batch, turn, prefix)
        if (event.type === 'message' && CHARTER.test(said(turn).trim()))
          turn.replies.push({ rank: 0, text: turn.group.settings.charter ?? batch.say('onboarding.charter') })
        if (event.type === 'joinRequest') door?.(turn, event)
        if (event.type === 'card' && prefix) recheck(batch, turn, prefix)
      }
      next()
    }
  }

/** The format of name cards, where the group has one and the rule is not off. */
const cardFormat = ({ group: { settings }, now }: Turn) =>
  modeOf('card', settings, now) === 'off' ? undefined : settings.cardPrefix

const GREET = 'onboarding.greet'

/** The groups in which newcomers are being collected for a greeting. */
async function loadCollected(batch: Batch): Promise<Set<string>> {
  const runAt = MoreThan(Math.min(...batch.turns.map((turn) => turn.now)))
  const waiting = await batch.db.findBy(Job, { task: GREET, state: 'waiting', runAt })
  return new Set(waiting.map(({ payload }) => String(payload.groupId)))
}

/** At once, or together with everybody else who comes within the time that the group gives, from the first one on. */
function welcome(batch: Batch, turn: Turn, collected: Set<string>, full: Fullness | undefined): void {
  const { member, group, now, event } = turn
  const within = group.settings.greetWithin ?? batch.dealer.greetWithin
  batch.audit(turn, 'onboarding.greeted', { member: member.id })
  if (!within) {
    const action = greet(batch.say, group, [member], full)
    const dedupe = `onboarding:welcome:${member.id}:${member.joinedAt}`
    if (action) batch.send(turn, group, action, { priority: 'reply', dedupe, lifetime: HOUR })
  } else if (!collected.has(group.id)) {
    collected.add(group.id)
    const until = now + within
    const payload = { groupId: group.id, since: event.at, until }
    batch.later(turn, { task: GREET, payload, runAt: until, dedupe: `onboarding:greet:${group.id}:${event.at}` })
  }
}

/** The staff hear when a group is nearly full, and once more when it is. */
function warn(batch: Batch, turn: Turn, { members, limit, isFull, next }: Fullness): void {
  const { say } = batch
  const group = turn.group.name
  const plan = next
    ? say('onboarding.filling_next', { next: next.group.name, members: next.members })
    : say('onboarding.filling_none', { group, limit })
  const text = say(isFull ? 'onboarding.filled' : 'onboarding.filling', { group, members, limit, plan })
  batch.tellStaff(turn, text, { dedupe: `onboarding:filling:${turn.group.id}:${limit}:${isFull}` })
}

/** What newcomers answered when they asked to come in, by their latest request. */
async function loadAnswers(batch: Batch, newcomers: readonly Turn[]): Promise<(turn: Turn) => string> {
  const joined = newcomers.filter(({ event }) => event.type === 'join').map(({ member }) => member.id)
  const stored = joined.length
    ? await batch.db.find(JoinRequest, { where: { memberId: In(joined) }, order: { askedAt: 'ASC' } })
    : []
  return ({ member }) =>
    [...stored, ...batch.writes.rows(JoinRequest)].findLast(({ memberId }) => memberId === member.id)?.answer ?? ''
}

/** A name that advertises or poses as the store is shown to a person; nobody is punished for a name by a machine. */
function lookAtName(batch: Batch, turn: Turn, staff: readonly string[], understand: Understand): void {
  const fault = checkName(displayName(turn.member), staff, understand)
  if (!fault) return
  const text = batch.say(`onboarding.name_${fault}`, { name: displayName(turn.member), group: turn.group.name })
  batch.tellStaff(turn, text, { dedupe: `onboarding:name:${turn.member.id}:${displayName(turn.member)}` })
  batch.audit(turn, 'onboarding.name', { member: turn.member.id, fault })
}

/** 报到: the first message after joining. The card's verdict is kept as it was then. */
function reportIn(batch: Batch, turn: Turn, prefix: string | undefined): void {
  const { member } = turn
  if (member.joinedAt === null || member.reportedAt !== null) return
  const fault = prefix ? checkCard(member.card || member.nickname, prefix) : null
  // A rule that is only watched says nothing; the verdict is kept, and the morning's list shows it.
  const isTold = fault && modeOf('card', turn.group.settings, turn.now) === 'on'
  member.reportedAt = turn.event.at
  member.cardOk = prefix ? fault === null : null
  if (isTold) Object.assign(member, { cardReminders: 1, cardRemindedAt: turn.now })
  batch.writes.update(Member, member)
  batch.audit(turn, 'onboarding.reported', { member: member.id, cardFault: fault })
  const praised = prefix && !fault
  const example = suggestCard(member.nickname || member.card, prefix ?? '')
  const words = batch.say(
    isTold ? `onboarding.card_${fault}` : praised ? 'onboarding.reported' : 'onboarding.came_in',
    { example },
  )
  turn.replies.push({
    rank: 2,
    text: isTold && turn.can('setCard') ? `${words}${batch.say('onboarding.card_offer')}` : words,
  })
}

/** The first invitation code that a newcomer names tells where they come from; it counts those who came in. */
function creditSource(batch: Batch, turn: Turn, codes: readonly InviteCode[], words: string): void {
  const named = codes.find(({ code }) => words.toUpperCase().includes(code))
  if (!named || turn.member.source !== null) return
  turn.member.source = named.source
  named.joins += 1
  batch.writes.update(Member, turn.member)
  batch.writes.update(InviteCode, named)
  batch.audit(turn, 'onboarding.source', { member: turn.member.id, source: named.source })
}

function setCard(batch: Batch, turn: Turn, prefix: string): void {
  const { member, group } = turn
  const asked = member.cardRemindedAt !== null && turn.now - member.cardRemindedAt < HELP_WITHIN
  if (!asked || !turn.can('setCard') || !checkCard(member.card || member.nickname, prefix)) return
  const card = suggestCard(member.nickname || member.card, prefix)
  batch.send(
    turn,
    group,
    { type: 'setCard', room: roomOf(group), person: member.externalId, card },
    { priority: 'reply', dedupe: `onboarding:set:${turn.messageId}`, lifetime: HOUR },
  )
  turn.replies.push({ rank: 0, text: batch.say('onboarding.card_set', { card }) })
}

function recheck(batch: Batch, turn: Turn, prefix: string): void {
  const { event, member, group } = turn
  if (event.type !== 'card' || checkCard(member.card, prefix)) return
  if (!checkCard(event.oldCard ?? '', prefix)) return
  batch.send(
    turn,
    group,
    {
      type: 'say',
      room: roomOf(group),
      text: batch.say('onboarding.card_thanks', { name: displayName(member) }),
      mentions: [member.externalId],
    },
    { priority: 'reply', dedupe: `onboarding:card:${member.id}:${Math.floor(turn.now / DAY)}`, lifetime: HOUR },
  )
}
