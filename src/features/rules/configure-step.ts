import { MoreThan } from 'typeorm'
import { DAY } from '../../kit/clock.js'
import { friendlyTime } from '../../kit/zone.js'
import { type Group, type RuleName, RuleReplay } from '../../store/index.js'
import { changeSettings, groupsNamed, oneGroup, ownerGroups } from '../owner-groups.js'
import { may } from '../permissions.js'
import { type Batch, type Step, said, type Turn } from '../step.js'
import { type ConfigureCommand, readConfigure } from './configure.js'
import { LEAST_PRECISION, precisionOf } from './replay/index.js'
import { modeOf, RULES } from './settings.js'

const commandOf = (turn: Turn) => (turn.staff && turn.group.kind !== 'owners' ? readConfigure(said(turn)) : null)

/** More groups than these are asked for one by one: it is read on a phone. */
const SHOWN = 3

/** 群规: how the rules stand in a group, and how they are changed. */
export const rulesConfigureStep: Step = async (batch) => {
  if (!batch.turns.some(commandOf)) return (_turn, next) => next()
  const groups = await ownerGroups(batch.db)
  const replays = await batch.db.find(RuleReplay, {
    where: { at: MoreThan(batch.turns[0]!.now - 30 * DAY) },
    order: { at: 'DESC', id: 'DESC' },
  })

  return (turn, next) => {
    const command = commandOf(turn)
    if (command) turn.replies.push({ rank: 0, text: carryOut(batch, turn, command, groups, replays) })
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
  if (!may(turn.staff, command.type === 'show' ? 'rules.read' : 'rules.configure')) return say('staff.not_allowed')
  const named = groupsNamed(groups, command.group)
  if (command.type === 'show' && named.length > 1 && named.length <= SHOWN)
    return named.map((each) => show(batch, turn, each)).join('\n\n')
  const group = oneGroup(say, groups, command.group)
  if (typeof group === 'string') return group
  if (command.type === 'show') return show(batch, turn, group)
  if (command.type === 'replay') {
    batch.later(turn, {
      task: 'rules.replay',
      payload: { groupId: group.id, days: command.days },
      runAt: turn.now,
      dedupe: `rules:replay:${turn.messageId}`,
    })
    return say('rules.replay_begun', { name: group.name, days: command.days })
  }
  const doubtful = RULES.filter((rule) => switchesOn(command, rule) && isDoubtful(replays, group, rule))
  if (doubtful.length)
    return say('rules.doubtful', { rules: doubtful.map((rule) => say(`rules.${rule}.name`)).join('、') })
  changeSettings(batch, group, change(command, group, turn.now))
  const { group: _name, ...changed } = command
  batch.audit(turn, 'rules.configured', { ...changed, groupId: group.id })
  return show(batch, turn, group)
}

type Change = Exclude<ConfigureCommand, { type: 'show' | 'replay' }>

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
  return { allowedSites: [...new Set([...(settings.allowedSites ?? []), command.site])] }
}

function show({ say, dealer }: Batch, { now }: Turn, { name, settings }: Group): string {
  const lines = RULES.map((rule) =>
    say('rules.mode_line', { rule: say(`rules.${rule}.name`), mode: say(`rules.mode.${modeOf(rule, settings, now)}`) }),
  )
  const { watchUntil = 0, allowedSites = [] } = settings
  const watching =
    watchUntil > now ? [say('rules.watching', { until: friendlyTime(watchUntil, dealer.zone, dealer.locale) })] : []
  const sites = allowedSites.length ? [say('rules.allowed_sites', { sites: allowedSites.join('、') })] : []
  return [say('rules.modes_title', { name }), ...lines, ...sites, ...watching].join('\n')
}
