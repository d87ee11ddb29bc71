import { PLATFORMS, runOneChannel } from '../kit/platforms.js'

const ROUNDS = 3
const middle = (values: number[]) => values.sort((one, other) => one - other)[Math.floor(values.length / 2)] as number

/** What each channel adds to the program: from the wish to open it until it is online, each in its own process. */
export async function benchChannels(): Promise<void> {
  for (const [kind, open] of Object.entries(PLATFORMS)) {
    const seconds: number[] = []
    const megabytes: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const platform = await open()
      const told = await runOneChannel([platform])
      await platform.close()
      seconds.push(told.seconds)
      megabytes.push(told.megabytes)
    }
    console.log(
      `channels: ${kind} online after ${middle(seconds).toFixed(2)} s, for ${middle(megabytes).toFixed(0)} MB more`,
    )
  }
}
