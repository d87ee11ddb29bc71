import { createSay } from '../../src/kit/texts.js'
import { localTime } from '../../src/kit/zone.js'
import { readCard } from '../../src/understanding/model.js'
import { openVersions, SHIPPED } from '../../src/understanding/versions.js'
import { configFrom, filesOf } from '../home.js'

interface HomeFlag {
  home?: string
}

const open = (flags: HomeFlag) => {
  const config = configFrom(flags)
  return { config, say: createSay(config.LOCALE), versions: openVersions(filesOf(config.HOME).models) }
}

/** `cheyou model list`: the shipped model and what was learnt here, the one that answers marked. */
export function listModels(flags: HomeFlag): void {
  const { config, say, versions } = open(flags)
  const shipped = readCard()
  const current = versions.current()
  const mark = (version: string) => (version === current ? '*' : ' ')
  console.log(`${mark(SHIPPED)} ${say('learning.shipped', { version: shipped.version })}`)
  for (const { version, learnt } of versions.list()) {
    const params = { version, corrections: learnt?.corrections ?? 0, at: localTime(learnt?.at ?? 0, config.TIME_ZONE) }
    const key = learnt?.base === shipped.version ? 'learning.learnt' : 'learning.other_release'
    console.log(`${mark(version)} ${say(key, params)}`)
  }
}

/** `cheyou model use <version>`: lets a model answer, `shipped` for the one that came with the program. */
export function useModel(version: string, flags: HomeFlag): void {
  const { say, versions } = open(flags)
  versions.use(version)
  console.log(say('learning.using', { version }))
}

/** `cheyou model rollback`: back to the model before. */
export function rollBackModel(flags: HomeFlag): void {
  const { say, versions } = open(flags)
  console.log(say('learning.using', { version: versions.rollback() }))
}
