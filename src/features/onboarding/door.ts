import { In, IsNull } from 'typeorm'
import { findPhone } from '../../kit/chinese/phone.js'
import { HOUR } from '../../kit/clock.js'
import type { Vault } from '../../kit/crypto.js'
import type { JoinRequestEvent } from '../../message/index.js'
import { Customer, createCodes, type Group, InviteCode, JoinRequest, Member } from '../../store/index.js'
import { type Batch, displayName, roomOf, type Turn } from '../step.js'

const askers = (batch: Batch) =>
  batch.turns.flatMap((turn) => (turn.event.type === 'joinRequest' ? [{ turn, event: turn.event }] : []))

/**
 * Who asks to come in is let in by a rule: a phone of the customer base, or an invitation code. Everybody else is left
 * to a person; nobody is refused by a machine.
 */
export async function createDoor(batch: Batch, vault: Vault, codes: readonly InviteCode[]) {
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
  const full = await findFull(
    batch,
    asking.map(({ turn }) => turn),
  )

  return (turn: Turn, event: JoinRequestEvent): void => {
    const customer = customers.get(prints.get(turn) ?? '')
    const invite = codes.find(({ code }) => event.answer.toUpperCase().includes(code))
    const rule = customer ? 'known_phone' : invite ? 'invited' : null
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
      state: rule && turn.can('approveJoin') && !full.has(turn.group.id) ? 'accepted' : 'open',
      decidedBy: rule,
    })
    if (customer) batch.writes.update(Member, Object.assign(turn.member, { customerId: customer.id }))
    if (invite && turn.member.source === null) {
      invite.joins += 1
      batch.writes.update(InviteCode, invite)
      batch.writes.update(Member, Object.assign(turn.member, { source: invite.source }))
    }
    batch.audit(turn, request.state === 'accepted' ? 'onboarding.accepted' : 'onboarding.requested', {
      request: request.id,
      rule,
    })
    if (request.state === 'accepted') answerRequest(batch, turn, turn.group, turn.member, request, true)
    else
      askPerson(batch, turn, request, {
        groups: elsewhere.get(turn.member.externalId) ?? [],
        next: full.get(turn.group.id),
      })
  }
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
  { groups, next }: { groups: readonly string[]; next: string | undefined },
): void {
  const { say } = batch
  const text = [
    say('onboarding.request', { code, name: displayName(turn.member), group: turn.group.name, answer: answer || '—' }),
    ...(groups.length ? [say('onboarding.request_elsewhere', { groups: groups.join('、') })] : []),
    ...(next ? [say('onboarding.request_full', { next })] : []),
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

/** Group → where to send newcomers, for those that have as many members as they take. */
async function findFull(batch: Batch, turns: readonly Turn[]): Promise<Map<string, string>> {
  const full = new Map<string, string>()
  for (const { group } of turns) {
    const limit = group.settings.full
    if (limit && (await batch.db.countBy(Member, { groupId: group.id, leftAt: IsNull() })) >= limit.members)
      full.set(group.id, limit.next)
  }
  return full
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
