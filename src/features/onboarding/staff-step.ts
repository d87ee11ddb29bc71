import { Group, InviteCode, JoinRequest } from '../../store/index.js'
import { changeSettings, groupsNamed, loadScope, oneGroup } from '../owner-groups.js'
import { may } from '../permissions.js'
import { refuse } from '../refuse.js'
import { type Batch, displayName, type Step, said, type Turn } from '../step.js'
import { type OnboardingCommand, readOnboardingCommand } from './command.js'
import { answerRequest } from './door.js'
import { answerPresence } from './presence/index.js'

const commandOf = (turn: Turn) =>
  turn.staff && turn.group.kind !== 'owners' ? readOnboardingCommand(said(turn)) : null

const LONGEST = 500

/** 同意 / 拒绝, invitation codes, and the words to newcomers. */
export const onboardingStaffStep: Step = async (batch) => {
  if (!batch.turns.some(commandOf)) return (_turn, next) => next()
  const requests = await batch.db.find(JoinRequest, {
    order: { code: 'DESC' },
    take: 100,
    relations: { member: true, group: { account: true } },
  })
  const codes = await batch.db.find(InviteCode, { order: { createdAt: 'ASC' } })
  const { groupsOf, covers } = await loadScope(batch)

  return (turn, next) => {
    const command = commandOf(turn)
    if (command) {
      const needs = command.type === 'codes' ? 'onboarding.read' : 'onboarding.decide'
      turn.replies.push({
        rank: 0,
        text: may(turn.staff, needs)
          ? carryOut(batch, turn, command, {
              requests: requests.filter(({ groupId }) => covers(turn, groupId)),
              codes,
              groups: groupsOf(turn),
            })
          : refuse(batch, turn, { needs }),
      })
    }
    next()
  }
}

interface Known {
  requests: readonly JoinRequest[]
  codes: InviteCode[]
  groups: readonly Group[]
}

function carryOut(batch: Batch, turn: Turn, command: OnboardingCommand, { requests, codes, groups }: Known): string {
  const { say } = batch
  if (command.type === 'codes') return listCodes(batch, codes)
  if (command.type === 'new_code') return say('onboarding.code_made', newCode(batch, turn, command.source, codes))
  if (command.type === 'words') {
    if (command.text.length > LONGEST) return say('onboarding.too_long', { longest: LONGEST })
    if (command.group !== null) {
      const group = oneGroup(say, groups, command.group)
      if (typeof group === 'string') return group
    }
    const named = groupsNamed(groups, command.group)
    for (const group of named) changeSettings(batch, group, { [command.what]: command.text })
    batch.audit(turn, 'onboarding.worded', { what: command.what })
    const where = command.group === null ? say('onboarding.all_groups') : `「${named[0]?.name}」`
    return say(`onboarding.${command.what}_set`, { text: command.text, where })
  }
  if (command.type === 'full') return setFull(batch, turn, command, groups)
  const request = requests.find(({ code }) => code === command.code)
  if (!request?.member || !request.group) return say('onboarding.no_request', { code: command.code })
  const { member, group, ...row } = request
  const name = displayName(member)
  if (request.state !== 'open') return say('onboarding.decided_before', { name, by: request.decidedBy ?? '' })
  const approve = command.type === 'accept'
  const by = turn.staff?.name ?? ''
  Object.assign(request, { state: approve ? 'accepted' : 'refused', decidedBy: by })
  batch.writes.update(JoinRequest, { ...row, state: approve ? 'accepted' : 'refused', decidedBy: by })
  const reason = command.type === 'refuse' ? (command.reason ?? undefined) : undefined
  if (request.kind !== 'member') return answerPresence(batch, turn, { ...request, group, member }, approve, reason)
  batch.audit(turn, approve ? 'onboarding.accepted' : 'onboarding.refused', { request: request.id })
  answerRequest(batch, turn, group, member, request, approve, reason)
  return say(approve ? 'onboarding.let_in' : 'onboarding.turned_away', { name, group: group.name })
}

/** From so many members on, newcomers are sent to the next group of the same kind. */
function setFull(
  batch: Batch,
  turn: Turn,
  { group: name, members, next, link }: Extract<OnboardingCommand, { type: 'full' }>,
  groups: readonly Group[],
): string {
  const named = (wanted: string) =>
    groups.find((each) => each.name === wanted) ?? groups.find((each) => each.name.includes(wanted))
  const [group, other] = [named(name), named(next)]
  if (!group || !other || group === other)
    return batch.say('onboarding.no_group', { groups: groups.map((each) => each.name).join('、') })
  group.settings = { ...group.settings, full: { members, next: other.name, ...(link && { link }) } }
  batch.writes.update(Group, group)
  batch.audit(turn, 'onboarding.full', { group: group.id, members })
  return batch.say('onboarding.full_set', { group: group.name, members, next: other.name })
}

/** Letters and digits that nobody confuses on a phone. */
const ALPHABET = 'ACDEFHJKMNPRTUVWXY3479'

/** One code for each source; asked for again it is the same. */
function newCode(batch: Batch, turn: Turn, source: string, codes: InviteCode[]): { code: string; source: string } {
  const known = codes.find((each) => each.source === source)
  if (known) return known
  const id = batch.ids()
  const letters = [...id.replaceAll('-', '')]
    .reverse()
    .slice(0, 5)
    .map((char, n) => ALPHABET[(char.charCodeAt(0) * 7 + n * 5) % ALPHABET.length])
  const code = `CY${letters.join('')}`
  codes.push(batch.writes.insert(InviteCode, { id, code, source, createdAt: turn.now, joins: 0 }))
  batch.audit(turn, 'onboarding.code', { source })
  return { code, source }
}

function listCodes({ say }: Batch, codes: readonly InviteCode[]): string {
  if (!codes.length) return say('onboarding.codes_empty')
  return [
    say('onboarding.codes_title'),
    ...codes.map(({ code, source, joins }) => say('onboarding.codes_line', { code, source, joins })),
  ].join('\n')
}
