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
import { importedGroups, isSensible, PRECISION, precisionAskedOf, precisionOf } from './replay/index.js'
import { showRules } from './show-rules.js'

const commandOf = (turn: Turn) => (turn.staff && turn.group.kind !== 'owners' ? readConfigure(said(turn)) : null)

const isImport = (command: ConfigureCommand | null) => command?.type === 'replay' && command.imported !== undefined

interface Known {
  groups: readonly Group[]
  replays: readonly RuleReplay[]
  imported: readonly Group[]
}

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

  const imported = batch.turns.some((turn) => isImport(commandOf(turn))) ? await importedGroups(batch.db) : []

  return (turn, next) => {
    const command = commandOf(turn)
    const known = { groups: groupsOf(turn), replays, imported }
    if (command) turn.replies.push({ rank: 0, text: carryOut(batch, turn, command, known) })
    next()
  }
}

function carryOut(batch: Batch, turn: Turn, command: ConfigureCommand, { groups, replays, imported }: Known): string {
  const { say } = batch
  const needs = command.type === 'show' ? 'rules.read' : 'rules.configure'
  if (!may(turn.staff, needs)) return refuse(batch, turn, { needs })
  if (!groups.length) return say(turn.staff?.role === 'group_admin' ? 'groups.not_yours' : 'groups.none')
  const named = groupsNamed(groups, command.group)
  if (command.type === 'show' && named.length > 1 && named.length <= SHOWN)
    return named.map((each) => showRules(batch, each, turn.now)).join('\n\n')
  const group = oneGroup(say, groups, command.group)
  if (typeof group === 'string') return group
  if (command.type === 'show') return showRules(batch, group, turn.now)
  if (command.type === 'replay') return rehearse(batch, turn, command, group, imported)
  if (command.type === 'usage') return say('rules.ladder_usage')
  const isUnheard = (command.type === 'ladder' || command.type === 'lifetime') && command.rule === 'card'
  if (isUnheard) return say('rules.flaw.card')
  if (command.type === 'precision' && !isSensible(command.percent)) return say('rules.precision_limits', PRECISION)
  const flaw = command.type === 'ladder' && command.steps ? flawOf(command.rule, command.steps) : null
  if (flaw) return say(`rules.flaw.${flaw}`)
  const doubtful = RULES.filter((rule) => switchesOn(command, rule) && isDoubtful(replays, group, rule))
  if (doubtful.length)
    return say('rules.doubtful', {
      rules: doubtful.map((rule) => say(`rules.${rule}.name`)).join('、'),
      percent: precisionAskedOf(group.settings),
    })
  changeSettings(batch, group, change(command, group, turn.now))
  const { group: _name, ...changed } = command
  batch.audit(turn, 'rules.configured', { ...changed, groupId: group.id })
  return showRules(batch, group, turn.now)
}

/** Asks for a replay over the last days, or over an imported history: it is of no group, and so of no group_admin. */
function rehearse(
  batch: Batch,
  turn: Turn,
  command: ConfigureCommand & { type: 'replay' },
  { id: groupId, name }: Group,
  histories: readonly Group[],
): string {
  const { say } = batch
  if (command.imported !== undefined && turn.staff?.role === 'group_admin') return say('rules.replay_import_not_yours')
  const same = histories.filter((each) => each.name === name)
  const history =
    command.imported === undefined ? null : oneHistory(histories, command.imported || (same.length ? name : null))
  if (history === undefined)
    return histories.length
      ? say('rules.replay_which_import', { names: histories.map((each) => each.name).join('、') })
      : say('rules.replay_no_import')
  batch.later(turn, {
    task: 'rules.replay',
    payload: { groupId, days: command.days, ...(history && { importedId: history.id }) },
    runAt: turn.now,
    dedupe: `rules:replay:${turn.messageId}`,
  })
  return history
    ? say('rules.replay_begun_import', { name, history: history.name })
    : say('rules.replay_begun', { name, days: command.days })
}

const oneHistory = (histories: readonly Group[], name: string | null): Group | undefined => {
  const named = groupsNamed(histories, name)
  return named.length === 1 ? named[0] : undefined
}

type Change = Exclude<ConfigureCommand, { type: 'show' | 'replay' | 'usage' }>

const switchesOn = (command: Change, rule: RuleName) =>
  command.type === 'mode' ? command.rule === rule && command.mode === 'on' : command.type === 'watch' && !command.days

/** A person has looked at what the rule would have done here, and found too much of it wrong. */
function isDoubtful(replays: readonly RuleReplay[], { id, settings }: Group, rule: RuleName): boolean {
  const latest = replays.find((replay) => replay.groupId === id)
  const precision = latest ? precisionOf(latest.hits, rule) : null
  return precision !== null && precision * 100 < precisionAskedOf(settings)
}

function change(command: Change, { settings }: Group, now: number): Group['settings'] {
  if (command.type === 'mode') return { rules: { ...settings.rules, [command.rule]: command.mode } }
  if (command.type === 'watch') return { watchUntil: now + command.days * DAY }
  if (command.type === 'ladder') return { ladders: { ...settings.ladders, [command.rule]: command.steps ?? undefined } }
  if (command.type === 'lifetime') return { lifetimes: { ...settings.lifetimes, [command.rule]: command.days * DAY } }
  if (command.type === 'night') return { night: { from: command.from, to: command.to } }
  if (command.type === 'newcomers') return { newFor: command.days }
  if (command.type === 'precision') return { precision: command.percent }
  return { allowedSites: [...new Set([...(settings.allowedSites ?? []), command.site])] }
}
