import { In } from 'typeorm'
import { findPhone } from '../../kit/chinese/phone.js'
import { HOUR } from '../../kit/clock.js'
import type { Vault } from '../../kit/crypto.js'
import type { JoinRequestEvent } from '../../message/index.js'
import { Customer, createCodes, type Group, type InviteCode, JoinRequest, Member } from '../../store/index.js'
import { type Batch, displayName, roomOf, type Turn } from '../step.js'
import { type Fullness, wayInto } from './fullness.js'

const askers = (batch: Batch) =>
  batch.turns.flatMap((turn) => (turn.event.type === 'joinRequest' ? [{ turn, event: turn.event }] : []))

/**
 * Who asks to come in is let in by a rule: a phone of the customer base, or an invitation code. Everybody else is left
 * to a person; nobody is refused by a machine, but where a group is full it says where to go instead.
 */
export async function createDoor(
  batch: Batch,
  vault: Vault,
  codes: readonly InviteCode[],
  fullness: ReadonlyMap<string, Fullness>,
) {
  const asking = askers(batch)
  const prints = new Map(
    asking.flatMap(({ turn, event }) => {
      const phone = findPhone(event.answer)
      return phone ? [[turn, vault.fingerprint(phone)] as const] : []
    }),
  )
  const known = prints.size ? await batch.db.findBy(Customer, { phoneFingerprint: In([...prints.values()]) }) : []
  const customers = new Map(known.map((customer) => [customer.phoneFingerprint, customer]))
  const elsewhere = await findElsewhere(
    batch,
    asking.map(({ turn }) => turn),
  )
  const nextCode = await createCodes(batch.db, JoinRequest)

  return (turn: Turn, event: JoinRequestEvent): void => {
    const customer = customers.get(prints.get(turn) ?? '')
    const invite = codes.find(({ code }) => event.answer.toUpperCase().includes(code))
    const rule = customer ? 'known_phone' : invite ? 'invited' : null
    const full = fullness.get(turn.group.id)
    const next = full?.isFull ? full.next : null
    const state = !turn.can('approveJoin') ? 'open' : next ? 'refused' : rule && !full?.isFull ? 'accepted' : 'open'
    const request = batch.writes.insert(JoinRequest, {
      id: batch.ids(),
      code: nextCode(),
      kind: 'member',
      place: null,
      groupId: turn.group.id,
      memberId: turn.member.id,
      request: event.request,
      answer: mask(event.answer),
      askedAt: turn.event.at,
      state,
      decidedBy: state === 'refused' ? 'full' : rule,
    })
    if (customer) batch.writes.update(Member, Object.assign(turn.member, { customerId: customer.id }))
    batch.audit(turn, AUDITED[state], { request: request.id, rule })
    if (state === 'accepted') answerRequest(batch, turn, turn.group, turn.member, request, true)
    else if (next && state === 'refused') sendOn(batch, turn, request, next)
    else
      askPerson(batch, turn, request, {
        groups: elsewhere.get(turn.member.externalId) ?? [],
        full,
      })
  }
}

const AUDITED = {
  accepted: 'onboarding.accepted',
  refused: 'onboarding.sent_on',
  open: 'onboarding.requested',
} as const

/** Nobody more can come in: the reason is the one word that reaches whoever asks, and says where to go. */
function sendOn(batch: Batch, turn: Turn, request: JoinRequest, next: NonNullable<Fullness['next']>): void {
  const { say } = batch
  const names = { group: turn.group.name, next: next.group.name }
  const reason = say('onboarding.sent_on', { ...names, way: wayInto(say, next) })
  answerRequest(batch, turn, turn.group, turn.member, request, false, reason)
  const text = say('onboarding.sent_on_told', {
    ...names,
    name: displayName(turn.member),
    answer: request.answer || '—',
  })
  batch.tellStaff(turn, text, { dedupe: `onboarding:sent_on:${turn.group.id}:${turn.event.id}` })
}

/** Phone numbers stay out of the staff room. */
const mask = (answer: string) => {
  const phone = findPhone(answer)
  return phone ? answer.replace(/\d[\d\s-]{9,}\d/, (found) => `${found.slice(0, 3)}****${found.slice(-4)}`) : answer
}

function askPerson(
  batch: Batch,
  turn: Turn,
  { code, answer }: JoinRequest,
  { groups, full }: { groups: readonly string[]; full: Fullness | undefined },
): void {
  const { say } = batch
  const text = [
    say('onboarding.request', { code, name: displayName(turn.member), group: turn.group.name, answer: answer || '—' }),
    ...(groups.length ? [say('onboarding.request_elsewhere', { groups: groups.join('、') })] : []),
    ...(full?.isFull
      ? [say(full.next ? 'onboarding.request_full' : 'onboarding.request_full_none', { next: full.next?.group.name })]
      : []),
    say(turn.can('approveJoin') ? 'onboarding.request_decide' : 'onboarding.request_by_hand', { code }),
  ].join('\n')
  const buttons = turn.can('approveJoin')
    ? [
        { label: say('onboarding.button_accept'), data: `join:accept:${code}` },
        { label: say('onboarding.button_refuse'), data: `join:refuse:${code}` },
      ]
    : undefined
  batch.tellStaff(turn, text, { dedupe: `onboarding:request:${turn.group.id}:${turn.event.id}`, buttons })
}

/** Tells the platform to let somebody in, or not. */
export function answerRequest(
  batch: Batch,
  turn: Turn,
  group: Group,
  member: Member,
  { id, request }: JoinRequest,
  approve: boolean,
  reason?: string,
): void {
  batch.send(
    turn,
    group,
    { type: 'approveJoin', room: roomOf(group), person: member.externalId, request, approve, reason },
    { priority: 'reply', dedupe: `onboarding:answer:${id}`, lifetime: 24 * HOUR },
  )
}

/** Account → the names of other groups of ours that the person is in. */
async function findElsewhere(batch: Batch, turns: readonly Turn[]): Promise<Map<string, string[]>> {
  const members = await batch.db.find(Member, {
    where: { externalId: In(turns.map((turn) => turn.member.externalId)) },
    relations: { group: true },
  })
  const groups = new Map<string, string[]>()
  for (const { externalId, group, leftAt } of members) {
    const asked = turns.find((turn) => turn.member.externalId === externalId)
    if (
      leftAt !== null ||
      group?.kind !== 'owners' ||
      group.accountId !== asked?.group.accountId ||
      group.id === asked.group.id
    )
      continue
    groups.set(externalId, [...(groups.get(externalId) ?? []), group.name])
  }
  return groups
}
