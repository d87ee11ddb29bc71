import { MoreThan } from 'typeorm'
import { DAY } from '../../kit/clock.js'
import { type Group, type RuleName, RuleReplay } from '../../store/index.js'
import { changeSettings, groupsNamed, loadScope, oneGroup } from '../owner-groups.js'
import { may } from '../permissions.js'
import { refuse } from '../refuse.js'
import { RULES } from '../rule-modes.js'
import { type Batch, type Step, said, type Turn } from '../step.js'
import { type ConfigureCommand, readConfigure } from './configure.js'
import { flawOf } from './read-ladder.js'
import { LEAST_PRECISION, precisionOf } from './replay/index.js'
import { showRules } from './show-rules.js'

const commandOf = (turn: Turn) => (turn.staff && turn.group.kind !== 'owners' ? readConfigure(said(turn)) : null)

/** More groups than these are asked for one by one: it is read on a phone. */
const SHOWN = 3

/** 群规: how the rules stand in a group, and how they are changed. */
export const rulesConfigureStep: Step = async (batch) => {
  if (!batch.turns.some(commandOf)) return (_turn, next) => next()
  const { groupsOf } = await loadScope(batch)
  const replays = await batch.db.find(RuleReplay, {
    where: { at: MoreThan(batch.turns[0]!.now - 30 * DAY) },
    order: { at: 'DESC', id: 'DESC' },
  })

  return (turn, next) => {
    const command = commandOf(turn)
    if (command) turn.replies.push({ rank: 0, text: carryOut(batch, turn, command, groupsOf(turn), replays) })
    next()
  }
}

function carryOut(
  batch: Batch,
  turn: Turn,
  command: ConfigureCommand,
  groups: readonly Group[],
  replays: readonly RuleReplay[],
): string {
  const { say } = batch
  if (!may(turn.staff, command.type === 'show' ? 'rules.read' : 'rules.configure')) return refuse(batch, turn)
  if (!groups.length) return say(turn.staff?.role === 'group_admin' ? 'groups.not_yours' : 'groups.none')
  const named = groupsNamed(groups, command.group)
  if (command.type === 'show' && named.length > 1 && named.length <= SHOWN)
    return named.map((each) => showRules(batch, each, turn.now)).join('\n\n')
  const group = oneGroup(say, groups, command.group)
  if (typeof group === 'string') return group
  if (command.type === 'show') return showRules(batch, group, turn.now)
  if (command.type === 'replay') {
    batch.later(turn, {
      task: 'rules.replay',
      payload: { groupId: group.id, days: command.days },
      runAt: turn.now,
      dedupe: `rules:replay:${turn.messageId}`,
    })
    return say('rules.replay_begun', { name: group.name, days: command.days })
  }
  if (command.type === 'usage') return say('rules.ladder_usage')
  const isUnheard = (command.type === 'ladder' || command.type === 'lifetime') && command.rule === 'card'
  if (isUnheard) return say('rules.flaw.card')
  const flaw = command.type === 'ladder' && command.steps ? flawOf(command.rule, command.steps) : null
  if (flaw) return say(`rules.flaw.${flaw}`)
  const doubtful = RULES.filter((rule) => switchesOn(command, rule) && isDoubtful(replays, group, rule))
  if (doubtful.length)
    return say('rules.doubtful', { rules: doubtful.map((rule) => say(`rules.${rule}.name`)).join('、') })
  changeSettings(batch, group, change(command, group, turn.now))
  const { group: _name, ...changed } = command
  batch.audit(turn, 'rules.configured', { ...changed, groupId: group.id })
  return showRules(batch, group, turn.now)
}

type Change = Exclude<ConfigureCommand, { type: 'show' | 'replay' | 'usage' }>

const switchesOn = (command: Change, rule: RuleName) =>
  command.type === 'mode' ? command.rule === rule && command.mode === 'on' : command.type === 'watch' && !command.days

/** A person has looked at what the rule would have done here, and found too much of it wrong. */
function isDoubtful(replays: readonly RuleReplay[], { id }: Group, rule: RuleName): boolean {
  const latest = replays.find((replay) => replay.groupId === id)
  const precision = latest ? precisionOf(latest.hits, rule) : null
  return precision !== null && precision < LEAST_PRECISION
}

function change(command: Change, { settings }: Group, now: number): Group['settings'] {
  if (command.type === 'mode') return { rules: { ...settings.rules, [command.rule]: command.mode } }
  if (command.type === 'watch') return { watchUntil: now + command.days * DAY }
  if (command.type === 'ladder') return { ladders: { ...settings.ladders, [command.rule]: command.steps ?? undefined } }
  if (command.type === 'lifetime') return { lifetimes: { ...settings.lifetimes, [command.rule]: command.days * DAY } }
  if (command.type === 'night') return { night: { from: command.from, to: command.to } }
  if (command.type === 'newcomers') return { newFor: command.days }
  return { allowedSites: [...new Set([...(settings.allowedSites ?? []), command.site])] }
}
