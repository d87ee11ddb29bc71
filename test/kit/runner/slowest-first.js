import Sequencer from '@jest/test-sequencer'

/** Files that take ten seconds and more: begun last, one of them would run on alone beside an idle core. */
const SLOW = [
  'browser/sandbox',
  'bots/do',
  'bots/train',
  'faults/talk-killed',
  'faults/import-killed',
  'browser/channels',
  'year/week-again',
  'faults/broadcast-killed',
  'features/care/candidates',
  'outbox/outbox',
  'channels/loads-late',
].map((file) => `/test/${file}.test.ts`)

const place = ({ path }) => {
  const found = SLOW.findIndex((file) => path.endsWith(file))
  return found < 0 ? SLOW.length : found
}

/** Jest's order, which knows only what ran before on the same machine, after the files that are always slow. */
export default class SlowestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((one, other) => place(one) - place(other))
  }
}
