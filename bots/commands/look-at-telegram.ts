import { Not } from 'typeorm'
import type { Say } from '../../src/kit/texts.js'
import { Group, type GroupKind, openStore, type StoreOptions } from '../../src/store/index.js'
import { checkTelegram, type TelegramCheck } from '../telegram/check.js'
import { accountOf, readTelegramConfig } from '../telegram/config.js'

/**
 * What Telegram says of each of our bots: one sentence when all is well; undefined when there is none.
 * @throws Error with everything that somebody has to put right
 */
export async function lookAtTelegram(
  env: Record<string, string | undefined>,
  options: StoreOptions,
  say: Say,
): Promise<string | undefined> {
  const configs = readTelegramConfig(env)
  if (!configs.length) return undefined
  const groups = await knownGroups(options)
  const all: { good: string; problems: string[] }[] = []
  for (const config of configs) {
    const ours = groups.filter(({ account }) => account?.account === accountOf(config))
    const rooms = ours.map(({ externalId }) => externalId)
    all.push(inWords(await checkTelegram(config, rooms), ours, say))
  }
  const problems = all.flatMap((each) => each.problems)
  if (problems.length) throw new Error(problems.join('\n   '))
  return all.map(({ good }) => good).join('\n   ')
}

/** The rooms in which our bots were heard of, or are to tell the staff. */
async function knownGroups(options: StoreOptions): Promise<Group[]> {
  const store = await openStore(options)
  try {
    return await store.transaction((db) =>
      db.find(Group, {
        where: { kind: Not<GroupKind>('private'), account: { channel: 'telegram' } },
        relations: { account: true },
        order: { createdAt: 'ASC', id: 'ASC' },
      }),
    )
  } finally {
    await store.close()
  }
}

function inWords(check: TelegramCheck, groups: readonly Group[], say: Say): { good: string; problems: string[] } {
  const { account } = check
  if (check.problem) {
    const refused = check.problem === 'token_refused'
    return { good: '', problems: [say(refused ? 'doctor.telegram_refused' : 'doctor.telegram_silent', { account })] }
  }
  const bot = `@${check.username}`
  const named = groups.map(({ name, externalId }) => `${name} (${externalId})`).join(say('doctor.and'))
  const good = named ? say('doctor.telegram_good', { bot, groups: named }) : say('doctor.telegram_no_group', { bot })
  const problems: string[] = []
  const everywhereAdmin = check.groups.length > 0 && check.groups.every(({ standing }) => standing === 'admin')
  if (!check.readsAll && !everywhereAdmin) problems.push(say('doctor.telegram_privacy', { bot }))
  if (check.undelivered) problems.push(say('doctor.telegram_undelivered', { bot, why: check.undelivered }))
  for (const { group, standing, missing } of check.groups) {
    const { name = group, kind } = groups.find(({ externalId }) => externalId === group) ?? {}
    if (standing === 'absent') problems.push(say('doctor.telegram_absent', { bot, name }))
    // In the staff room the bot only talks.
    else if (kind === 'owners' && missing.length) {
      const rights = missing.map((right) => say(`doctor.${right}`)).join(say('doctor.and'))
      problems.push(say('doctor.telegram_rights', { bot, name, rights }))
    }
  }
  return { good, problems }
}
