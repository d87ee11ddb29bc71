import { Not } from 'typeorm'
import type { Say } from '../kit/texts.js'
import type { ChannelKind } from '../message/index.js'
import { type Db, Group, type GroupSettings } from '../store/index.js'
import type { Batch } from './step.js'

/** The owner groups that live on a platform, oldest first; imported histories are over. */
export const ownerGroups = (db: Db): Promise<Group[]> =>
  db.find(Group, {
    where: { kind: 'owners', account: { channel: Not<ChannelKind>('history') } },
    order: { createdAt: 'ASC', id: 'ASC' },
  })

const LISTED = 10

/** The groups that a command means: all without a name, the one of exactly this name, else those whose names hold it. */
export function groupsNamed(groups: readonly Group[], name: string | null): readonly Group[] {
  if (name === null) return groups
  const exact = groups.filter((group) => group.name === name)
  return exact.length ? exact : groups.filter((group) => group.name.includes(name))
}

/** The one group that a command means, or the sentence that asks which. */
export function oneGroup(say: Say, groups: readonly Group[], name: string | null): Group | string {
  const named = groupsNamed(groups, name)
  const [group] = named
  if (!group) return name === null ? say('groups.none') : say('groups.no_such', { name })
  if (named.length === 1) return group
  const names = named.slice(0, LISTED).map((each) => each.name)
  return say('groups.which', { groups: names.join('、') })
}

/** Several commands of one batch may change the same group: each goes on from what the one before left. */
export function changeSettings(batch: Batch, group: Group, change: GroupSettings): void {
  const latest = batch.writes.rows(Group).find(({ id }) => id === group.id) ?? group
  latest.settings = { ...latest.settings, ...change }
  group.settings = latest.settings
  batch.writes.update(Group, latest)
}
